import type { ProxyJob } from "@/lib/contract/queue/job";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";

/**
 * Reads an address of the drop-in proxy. `path`: decoded segments after the version. `parameters`:
 * without credentials. Refuses an address that the upstream does not have (not-found), invalid
 * parameters (invalid-request), and the version that this deployment cannot call (not-offered).
 */
export function readProxyRequest(
  { upstream }: Pick<Services, "upstream">,
  version: "v1" | "v2",
  path: readonly string[],
  parameters: URLSearchParams,
): { kind: "job"; job: ProxyJob } | Refusal {
  const { name, proxy } = upstream;
  if (name !== version || !proxy) {
    const detail = `This deployment has no access to ${version} of the API. ${instead(name)}`;
    return { kind: "refused", slug: "not-offered", detail };
  }
  const read = proxy.request(path, parameters);
  switch (read.kind) {
    case "job":
      return read;
    case "unknown-path":
      return { kind: "refused", slug: "not-found", detail: "The API has no such address." };
    case "bad-parameter":
      return { kind: "refused", slug: "invalid-request", detail: read.detail };
    default:
      return read satisfies never;
  }
}

function instead(name: Services["upstream"]["name"]): string {
  return name === "demo" ? "It serves the demo market, which has no proxy." : `Use ${name}.`;
}

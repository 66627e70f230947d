import { answerReply } from "@/app/api/_shared/answer-reply";
import { refusalError } from "@/app/api/_shared/answer-snapshot";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { inVendorsForm } from "@/lib/http/answer/vendor-error-answer";
import { withLeaveSignal } from "@/lib/http/process/leave-signal";
import { isPassive } from "@/lib/http/request/passive";
import { readProxyWait } from "@/lib/http/request/prefer";
import { otherMethods } from "@/lib/http/route";

type Path = { path: string[] };

/** The parameter in which v1 gets its key. */
const KEY_IN = "username";

/** Parameters that are ours. The upstream does not get them. */
const OWN_PARAMETERS = [KEY_IN, "wait", "user_id"];

/** The upstream's own addresses: `/api/tv/…` for v1, `/api/tv/v2/…` for v2. */
export const GET = async (request: Request, context: { params: Promise<Path> }) => {
  const { path } = await context.params;
  const version = path[0] === "v2" ? "v2" : "v1";
  return inVendorsForm(await proxied(request, context), version);
};

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

const proxied = callerRoute<Path>(readAddress, { keyIn: KEY_IN });

async function readAddress(ask: CallerContext<unknown>, { path }: Path): Promise<Response> {
  const { request, url, desk, caller, isNewCookie } = ask;
  const waitSeconds = readProxyWait(request.headers, url.searchParams.get("wait"));
  const parameters = new URLSearchParams(url.searchParams);
  for (const name of OWN_PARAMETERS) parameters.delete(name);
  const [version, own] =
    path[0] === "v2" ? (["v2", path.slice(1)] as const) : (["v1", path] as const);
  const read = desk.readProxyRequest(version, own, parameters);
  if (read.kind === "refused") throw refusalError(read);
  const cachedOnly = isPassive(request);
  const asked = { job: read.job, caller, isNewCookie, cachedOnly, waitMs: waitSeconds * 1_000 };
  return answerReply(
    await withLeaveSignal(request, (signal) => desk.requestReply({ ...asked, signal })),
  );
}

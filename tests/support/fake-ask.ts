import type { IncomingMessage } from "node:http";
import type { Job } from "@/lib/contract/job";
import type { Resource } from "@/lib/contract/resource";

/** What a request to the fake upstream asks for. `symbol` is null for what is not offered. */
export type FakeAsk = {
  version: "v1" | "v2";
  resource: Resource;
  symbol: string | null;
  /** As in the address, with the query. */
  parameters: URLSearchParams;
  /** The most specific window it falls under, by the upstream's own word. */
  window: Job["window"];
  authorized: boolean;
};

const V1_PATHS: Record<string, Resource> = {
  "/api/gex/latest": "gex",
  "/api/gex/gammaOI": "curve",
  "/api/gex/history": "history",
};
const V2_PATHS: Record<string, Resource> = {
  "": "gex",
  "/curves/gex_by_strike": "curve",
  "/series": "history",
  "/curves/gamma/expirations": "expirations",
};

type Credentials = { v1Username?: string; v2Key?: string };

export function readAsk(request: IncomingMessage, url: URL, credentials: Credentials): FakeAsk {
  const parameters = url.searchParams;
  const [, escaped, rest = ""] = /^\/api\/v2\/tickers\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  if (escaped !== undefined && /^(?:[^%]|%[0-7][0-9A-Fa-f])+$/.test(escaped)) {
    const { v2Key } = credentials;
    const authorized = v2Key === undefined || request.headers.authorization === `Bearer ${v2Key}`;
    const resource = V2_PATHS[rest];
    return {
      version: "v2",
      resource: resource ?? "gex",
      symbol: resource === undefined ? null : decodeURIComponent(escaped),
      parameters,
      window: rest.startsWith("/curves/") ? "expensive" : "account",
      authorized,
    };
  }
  const { v1Username } = credentials;
  const resource = V1_PATHS[url.pathname];
  return {
    version: "v1",
    resource: resource ?? "gex",
    symbol: resource === undefined ? null : parameters.get("ticker"),
    parameters,
    window: resource === "curve" ? "realtime" : "account",
    authorized: v1Username === undefined || parameters.get("username") === v1Username,
  };
}

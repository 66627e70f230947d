import type { IncomingMessage } from "node:http";
import type { Resource } from "@/lib/contract/market/resource";
import type { Arrival } from "./fake-arrivals";

/**
 * The data that a request to the fake upstream wants. `symbol` is null for data that is not
 * offered.
 */
export type FakeAsk = {
  version: "v1" | "v2";
  resource: Resource;
  symbol: string | null;
  /** As in the address, with the query. */
  parameters: URLSearchParams;
  /** The most specific window it counts in, by the upstream's documentation. */
  window: Arrival["window"];
  authorized: boolean;
};

const V1_PATHS: Record<string, Resource> = {
  "/api/gex/latest": "gex",
  "/api/gex/gammaOI": "curve",
  "/api/gex/history": "history",
  // No page has these. They answer as the summary does.
  "/api/gex/gamma": "gex",
  "/api/gex/levels": "gex",
  "/api/skew/latest": "gex",
  "/api/skew/history": "gex",
};
const V2_PATHS: Record<string, Resource> = {
  "": "gex",
  "/curves/gex_by_strike": "curve",
  "/curves/gamma": "curve",
  "/series": "history",
  "/curves/gamma/expirations": "expirations",
  // No page has these. They answer as the summary does.
  "/market-structure": "gex",
  "/explain": "gex",
  "/signals": "gex",
  "/levels": "gex",
  "/options/volume": "gex",
};

type Credentials = { v1Username?: string; v2Key?: string };

export function readAsk(request: IncomingMessage, url: URL, credentials: Credentials): FakeAsk {
  const parameters = url.searchParams;
  const [, escaped, rest = ""] = /^\/api\/v2\/tickers\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  if (escaped !== undefined && /^(?:[^%]|%[0-7][0-9A-Fa-f])+$/.test(escaped)) {
    const { v2Key } = credentials;
    const authorized = v2Key === undefined || request.headers.authorization === `Bearer ${v2Key}`;
    const resource = V2_PATHS[rest];
    // Two paths have curves. `gamma` distinguishes them.
    if (rest === "/curves/gamma") parameters.set("gamma", "");
    return {
      version: "v2",
      resource: resource ?? "gex",
      symbol: resource === undefined ? null : decodeURIComponent(escaped),
      parameters,
      window: rest.startsWith("/curves/") ? "expensive" : "account",
      authorized,
    };
  }
  const list = listOf(url.pathname);
  if (list !== null) {
    const { v2Key } = credentials;
    return {
      version: "v2",
      resource: "setups",
      symbol: list,
      parameters,
      window: list === "top_setups" ? "account" : "expensive",
      authorized: v2Key === undefined || request.headers.authorization === `Bearer ${v2Key}`,
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

/** The name of the list at a path; null: no list. */
function listOf(path: string): string | null {
  if (path === "/api/v2/top-setups") return "top_setups";
  const [, name] = /^\/api\/v2\/top-setups\/screener\/([a-z_]+)$/.exec(path) ?? [];
  return name ?? null;
}

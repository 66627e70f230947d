import { upstreamPolicy } from "@/lib/policy";
import { parseVendorTime } from "@/lib/upstream/figures/vendor-time";
import type { ProxyEndpoint } from "@/lib/upstream/port/proxy-endpoints";
import { CHARGES } from "@/lib/upstream/port/windows";

const TICKER = /^[A-Za-z0-9.^=-]{1,16}$/;
const FORMAT = /^(json|csv|text)$/i;
const VIEW = /^[A-Za-z-]{1,20}$/;
const EXPIRY = /^(\d|\d{4}-\d{2}-\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const common = { ticker: TICKER, format: FORMAT };
const ofTicker = {
  required: ["ticker"],
  symbolIn: "ticker",
  charges: CHARGES.v1,
  changes: "gex",
  priority: upstreamPolicy.proxyPriority,
} as const;
const history = { ...ofTicker, changes: "history", priority: 7 } as const;
const days = { start: DAY, end: DAY, window: VIEW };

/** The addresses of v1 that the drop-in proxy passes on. Source: the vendor's clients. */
export const V1_PROXY: readonly ProxyEndpoint[] = [
  { ...ofTicker, path: "/gex/latest", parameters: { ...common, gex_view: VIEW }, priority: 4 },
  { ...history, path: "/gex/history", parameters: { ...common, ...days, gex_view: VIEW } },
  {
    ...ofTicker,
    path: "/gex/gammaOI",
    parameters: { ...common, exp: EXPIRY },
    charges: CHARGES.v1Realtime,
    changes: "always",
  },
  { ...ofTicker, path: "/gex/gamma", parameters: { ...common, exp: EXPIRY } },
  { ...ofTicker, path: "/gex/levels", parameters: common },
  { ...ofTicker, path: "/skew/latest", parameters: common },
  { ...history, path: "/skew/history", parameters: { ...common, ...days } },
];

/** The time of a v1 body: of its only entry, or of the last row of a list. */
export function timeOfV1(json: unknown): string | null {
  const entry: unknown = Object.values(Object(json))[0];
  const row: unknown = Array.isArray(entry) ? entry.at(-1) : entry;
  const { collection_date: text } = Object(row) as Record<string, unknown>;
  return typeof text === "string" ? parseVendorTime(text) : null;
}

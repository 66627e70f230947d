import { z } from "zod";
import { upstreamPolicy } from "@/lib/policy";
import { zonedTime } from "@/lib/upstream/figures/vendor-time";
import type { ProxyEndpoint } from "@/lib/upstream/port/proxy-endpoints";
import { CHARGES } from "@/lib/upstream/port/windows";

const WORDS = /^[A-Za-z0-9_.,-]{1,200}$/;
const NUMBER = /^-?\d{1,9}(\.\d{1,6})?$/;
const FLAG = /^(true|false|1|0)$/;
const EXPIRY = /^([a-z_]{1,20}|\d{4}-\d{2}-\d{2})$/;

const filters = {
  limit: NUMBER,
  min_score: NUMBER,
  regime: WORDS,
  recommended_direction: WORDS,
  trade_bias: WORDS,
  trend_state: WORDS,
  momentum_state: WORDS,
  realized_vol_state: WORDS,
  iv_rank_min: NUMBER,
  iv_rank_max: NUMBER,
  ivAtMaxDelta_min: NUMBER,
  ivAtMaxDelta_max: NUMBER,
  price_min: NUMBER,
  price_max: NUMBER,
  ttl: NUMBER,
};

const ofTicker = (rest: string, parameters: ProxyEndpoint["parameters"] = {}) =>
  ({
    path: `/tickers/{symbol}${rest}`,
    parameters,
    charges: CHARGES.v2,
    changes: "gex",
    priority: upstreamPolicy.proxyPriority,
  }) as const;
const curve = (rest: string, parameters: ProxyEndpoint["parameters"] = {}) => ({
  ...ofTicker(`/curves/${rest}`, parameters),
  charges: CHARGES.v2Expensive,
});
const lists = { changes: "setups", priority: upstreamPolicy.proxyPriority } as const;

/** The addresses of v2 that the drop-in proxy passes on. Source: the vendor's clients. */
export const V2_PROXY: readonly ProxyEndpoint[] = [
  { ...ofTicker("", { include: WORDS, trade_recommendation: FLAG }), priority: 4 },
  ofTicker("/market-structure", { include: WORDS }),
  ofTicker("/explain", { view: WORDS }),
  ofTicker("/signals"),
  { ...ofTicker(""), path: "/signals", parameters: { ticker: WORDS }, symbolIn: "ticker" },
  ofTicker("/levels", { view: WORDS }),
  { ...ofTicker("/series", { metrics: WORDS, window: WORDS }), changes: "history", priority: 7 },
  curve("gex_by_strike", { exp: EXPIRY }),
  {
    ...curve("gamma", { exp: EXPIRY, realtime: FLAG }),
    realtime: { name: "realtime", value: "true" },
  },
  curve("gamma/expirations"),
  {
    ...ofTicker("/options/volume", { exp: EXPIRY, include: WORDS }),
    required: ["exp"],
    changes: "always",
  },
  { ...lists, path: "/top-setups", parameters: filters, charges: CHARGES.v2 },
  {
    ...lists,
    path: "/top-setups/screener/{list}",
    parameters: filters,
    charges: CHARGES.v2Expensive,
  },
  {
    ...lists,
    path: "/income-setups",
    parameters: { type: WORDS, min_income_score: NUMBER, limit: NUMBER },
    charges: CHARGES.v2,
  },
  { ...ofTicker(""), path: "/agent/trade-setup/{symbol}" },
  { ...ofTicker(""), path: "/llm-spec", changes: "daily" },
];

/** The time of a v2 body: in `meta`, else in `data`, which may have display text there. */
export function timeOfV2(json: unknown): string | null {
  const { meta, data } = timesSchema.safeParse(json).data ?? {};
  return meta?.asof ?? data?.asof ?? null;
}

const timed = z
  .object({ asof: zonedTime.nullish().catch(null) })
  .nullish()
  .catch(null);
const timesSchema = z.object({ meta: timed, data: timed });

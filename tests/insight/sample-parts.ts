import { readFileSync } from "node:fs";
import type { CurveData } from "@/lib/contract/market/curve-data";
import type {
  ExpirationGroup,
  ExpirationsData,
  ExpirationsStrike,
} from "@/lib/contract/market/expirations-data";
import type { GexData } from "@/lib/contract/market/gex-data";
import type { HistoryData } from "@/lib/contract/market/history-data";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { addDays } from "@/lib/new-york-time";
import { groupExpirations } from "@/lib/upstream/figures/expiration-groups";
import { readV1Gex } from "@/lib/upstream/v1/v1-gex";
import { readV1History } from "@/lib/upstream/v1/v1-history";
import { readV2Gex } from "@/lib/upstream/v2/v2-gex";
import { dataOf } from "../upstream/data-of";

const textOf = (name: string) => readFileSync(`tests/samples/${name}.json`, "utf8");

/** Only the given parts are available. */
export function partsWith(parts: Partial<AvailableParts> = {}): AvailableParts {
  return { gex: null, curve: null, history: null, expirations: null, ...parts };
}

/** The recorded v2 headline of AAPL: 16 April 2026, a Thursday, 09:35:55 in New York. */
export const AAPL_AS_OF = "2026-04-16T13:35:55.000Z";
const aapl = dataOf(readV2Gex(textOf("v2-tickers-AAPL"), "AAPL"), "gex");
export const AAPL = partsWith({ gex: { data: aapl, asOf: AAPL_AS_OF } });

/** The recorded v1 headline of SPY: 14 November 2025, a Friday, 15:46:17 in New York. */
const SPY_AS_OF = "2025-11-14T20:46:17.000Z";
const spy = dataOf(readV1Gex(textOf("v1-gex-latest-SPY"), "SPY"), "gex");
export const SPY = partsWith({ gex: { data: spy, asOf: SPY_AS_OF } });

/** A history of put/call ratios by date, up to SPY's day. */
export function ratiosOf(
  ratios: readonly (readonly [string, number])[],
): AvailableParts["history"] {
  const points = ratios.map(([at, putCallRatioOpenInterest]) => ({
    ...emptyPoint,
    at,
    putCallRatioOpenInterest,
  }));
  return { data: { window: "180d", points }, asOf: SPY_AS_OF };
}

/** A history of 25Δ put/call ratios, one a day, the last one on `last`. */
export function skewsOf(
  ratios: readonly (number | null)[],
  last = "2026-04-15",
): AvailableParts["history"] {
  const points = ratios.map((putCallVolatilityRatio, index) => ({
    ...emptyPoint,
    at: addDays(last, index + 1 - ratios.length),
    putCallVolatilityRatio,
  }));
  return { data: { window: "180d", points }, asOf: AAPL_AS_OF };
}

/** The recorded v1 history of ZM: one day. */
const zm = dataOf(readV1History(textOf("v1-gex-history-ZM"), "ZM", "180d"), "history");
export const ZM = partsWith({ history: { data: zm, asOf: "2022-01-20T20:47:25.000Z" } });

/** AAPL's headline with some figures changed. */
export function headline(data: Partial<GexData> = {}, asOf = AAPL_AS_OF): AvailableParts["gex"] {
  return { data: { ...aapl, ...data }, asOf };
}

/** A combined curve of `[strike, calls, puts]`, $ per 1% move, around `spot`. */
export function curveOf(
  strikes: readonly (readonly [number, number | null, number | null])[],
  data: Partial<CurveData> = {},
  asOf = AAPL_AS_OF,
): AvailableParts["curve"] {
  const rows = strikes.map(([strike, callGex, putGex]) => ({
    strike,
    callGex,
    putGex,
    netGex: callGex === null || putGex === null ? null : callGex + putGex,
    callOpenInterest: null,
    putOpenInterest: null,
  }));
  const totals = { spot: 100, netGex: null, flip: null, strikesLeftOut: 0 };
  return {
    data: { expiry: "combined", expiration: null, ...totals, strikes: rows, ...data },
    asOf,
  };
}

type Dates = Partial<Record<ExpirationGroup, string | null>>;

/**
 * The nearest two within five days of Thursday 16 April 2026, the third Friday of the next month.
 */
const DATES: Dates = {
  nearest: "2026-04-17",
  first_weekly: "2026-04-21",
  first_monthly: "2026-05-15",
};

/** Net gamma by `[strike, nearest, first weekly, first monthly, all other]` around `spot`. */
export function expirationsOf(
  rows: readonly (readonly [number, ...(number | null)[]])[],
  { dates = DATES, ...data }: Partial<ExpirationsData> & { dates?: Dates } = {},
  asOf = AAPL_AS_OF,
): AvailableParts["expirations"] {
  const strikes = rows.map(
    ([strike, nearest = null, weekly = null, monthly = null, other = null]): ExpirationsStrike => ({
      strike,
      nearest,
      first_weekly: weekly,
      first_monthly: monthly,
      all_other: other,
    }),
  );
  const { addsUp, expirations } = groupExpirations(strikes);
  const dated = expirations.map((group) => ({ ...group, date: dates[group.expiration] ?? null }));
  return {
    data: { spot: 100, addsUp, expirations: dated, strikes, strikesLeftOut: 0, ...data },
    asOf,
  };
}

const emptyPoint = {
  spot: null,
  netGex: null,
  flip: null,
  impliedVolatility: null,
  ivRank: null,
  putCallRatioOpenInterest: null,
  putCallVolatilityRatio: null,
};

/** A history of prices, one each weekday from Monday 5 January 2026 on. */
export function historyOf(
  prices: readonly (number | null)[],
  asOf = AAPL_AS_OF,
): AvailableParts["history"] {
  const points = prices.map((spot, index): HistoryData["points"][number] => ({
    ...emptyPoint,
    at: weekday(index),
    spot,
  }));
  return { data: { window: "180d", points }, asOf };
}

/** The date of the nth weekday from Monday 5 January 2026 on. */
function weekday(index: number): string {
  const day = 5 + Math.floor(index / 5) * 7 + (index % 5);
  return new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10);
}

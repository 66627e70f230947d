import type { Quota } from "@/lib/contract/quota/quota";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

/** Data of the first page from the server. It comes from the cache: no API calls. */
export type Home = {
  /** One row per symbol, in display order. Null: not cached. */
  rows: readonly { symbol: string; snapshot: SnapshotOf<"gex"> | null }[];
  /** Null: the shared store did not answer. */
  quota: Quota | null;
  /** The server's clock when it rendered, ms since 1970. */
  serverNow: number;
};

/** Net GEX of one symbol over the last 30 days. */
export type Trend = {
  /** $ per 1 % move, one per trading day. The first and the last are present. Null: missing. */
  figures: readonly (number | null)[];
  /** The day of the last value, `YYYY-MM-DD`. */
  lastDay: string;
  /** How many values are from summaries loaded here. The rest is the upstream's history. */
  own: number;
};

/** By symbol. Only symbols with at least two known days. */
export type Trends = Partial<Record<string, Trend>>;

/** The watchlist of a first visit: index funds and the most traded option names. */
export const DEFAULT_WATCHLIST = ["SPY", "QQQ", "IWM", "DIA", "AAPL", "NVDA", "TSLA"] as const;

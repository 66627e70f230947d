import type { Quota } from "./quota";
import type { SnapshotOf } from "./snapshot";

/** What the server hands the first page: read from the cache, free, nothing asked of the upstream. */
export type Home = {
  /** One row a symbol, in the order shown; null: nothing cached. */
  rows: readonly { symbol: string; snapshot: SnapshotOf<"gex"> | null }[];
  /** Null: the shared store did not answer. */
  quota: Quota | null;
  /** The server's clock when it rendered, milliseconds since 1970. */
  serverNow: number;
};

/** Net GEX of one symbol's last 30 days. */
export type Trend = {
  /** $ per 1 % move, of each trading day in turn, the first and the last told; null: not told. */
  figures: readonly (number | null)[];
  /** The day of the last figure, `YYYY-MM-DD`. */
  lastDay: string;
  /** How many figures are of headlines that were loaded here; the rest is the upstream's history. */
  own: number;
};

/** By symbol; only of those of which two days are known. */
export type Trends = Partial<Record<string, Trend>>;

/** What a first visit shows: the index funds and the names most traded in options. */
export const DEFAULT_WATCHLIST = ["SPY", "QQQ", "IWM", "DIA", "AAPL", "NVDA", "TSLA"] as const;

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

/** Net GEX of the last 30 days by symbol, $ per 1 % move, ascending; only of those that are cached. */
export type Trends = Partial<Record<string, readonly number[]>>;

/** What a first visit shows: the index funds and the names most traded in options. */
export const DEFAULT_WATCHLIST = ["SPY", "QQQ", "IWM", "DIA", "AAPL", "NVDA", "TSLA"] as const;

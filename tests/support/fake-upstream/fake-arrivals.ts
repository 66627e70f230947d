import type { Resource } from "@/lib/contract/market/resource";

/** One call as received by the fake upstream, without credentials. */
export type Arrival = {
  /** ms of the fake upstream's own monotonic clock. */
  at: number;
  version: "v1" | "v2";
  path: string;
  symbol: string | null;
  resource: Resource;
  /** The most specific window it counts in. Every call also counts in the account's. */
  window: "account" | "realtime" | "expensive";
  authorized: boolean;
  /** v1: the requested convention of net GEX, if any. */
  gexView: string | null;
  /** Refused by the fake upstream's own strict limit. */
  refused: boolean;
};

/** The most arrivals in any half-open interval `[x, x + windowMs)`. `times` in any order, ms. */
export function worstWindow(times: readonly number[], windowMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let worst = 0;
  let first = 0;
  for (const [last, at] of sorted.entries()) {
    while (at - (sorted[first] ?? at) >= windowMs) first += 1;
    worst = Math.max(worst, last - first + 1);
  }
  return worst;
}

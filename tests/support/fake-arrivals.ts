import type { Job } from "@/lib/contract/job";
import type { Resource } from "@/lib/contract/resource";

/** One call as the fake upstream saw it. No credential is kept. */
export type Arrival = {
  /** Milliseconds on the fake upstream's own monotonic clock. */
  at: number;
  version: "v1" | "v2";
  path: string;
  symbol: string | null;
  resource: Resource;
  /** The most specific window it falls under; every call falls under the account's. */
  window: Job["window"];
  authorized: boolean;
  /** Refused by the fake upstream's own strict limit. */
  refused: boolean;
};

/** The most arrivals in any half-open stretch `[x, x + windowMs)`. `times` in any order, ms. */
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

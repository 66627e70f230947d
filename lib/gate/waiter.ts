import type { ProblemSlug } from "@/lib/contract/problem";
import { gatePolicy } from "@/lib/policy";
import type { Quote } from "./quote";
import type { Ask, Entered, EnteredPlace } from "./step";
import type { WindowState } from "./summary";

/** What a waiter learns. `landed` and `failed` are the end. */
export type Progress =
  | { state: "waiting"; quote: Quote; breaker: WindowState; now: number }
  | { state: "landed" }
  | { state: "failed"; problem: ProblemSlug }
  /** The store is not answering: nothing can be said of the line. */
  | { state: "store-down" };

/** What the cache says became of a job; times are the store's, ms. */
export type Landing = {
  fetchedAt: number | null;
  failure: { failedAt: number; problem: ProblemSlug } | null;
};

export type Waiter = {
  ask: Ask;
  place: EnteredPlace;
  listener(progress: Progress): void;
  /** Monotonic ms: from here on its landing may be found in the cache. */
  landsAt: number;
  lastReadAt: number;
  renewedAt: number;
  /** No longer in line or in flight: its landing decides, else it is asked for again. */
  gone: boolean;
};

/** Monotonic ms of the next look for its landing: often at first, then at a calm pace. */
export function readDueAt(waiter: Waiter): number {
  if (waiter.gone) return waiter.lastReadAt + gatePolicy.landingReadFastMs;
  const late = waiter.lastReadAt - waiter.landsAt;
  if (late < 0) return waiter.landsAt;
  const isFast = late < gatePolicy.landingReadFastForMs;
  return waiter.lastReadAt + (isFast ? gatePolicy.landingReadFastMs : gatePolicy.landingReadSlowMs);
}

/** The end that a landing means for a waiter; null when it is older than what is waited for. */
export function endOf(waiter: Waiter, landing: Landing): Progress | null {
  const { since } = waiter.place;
  if (landing.fetchedAt !== null && landing.fetchedAt >= since) return { state: "landed" };
  const { failure } = landing;
  if (failure && failure.failedAt >= since) return { state: "failed", problem: failure.problem };
  return null;
}

/** What the answer to a second ask means: a new place, or an end. */
export function afterAsking(entered: Entered): EnteredPlace | Progress {
  switch (entered.kind) {
    case "queued":
    case "running":
      return entered;
    case "landed":
      return { state: "landed" };
    case "negative":
      return { state: "failed", problem: entered.problem };
    case "open":
      return { state: "failed", problem: "breaker-open" };
    case "expired":
      return { state: "failed", problem: "gone" };
    case "refused":
    case "absent":
      return { state: "failed", problem: "queue-full" };
    default:
      return entered satisfies never;
  }
}

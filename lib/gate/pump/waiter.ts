import type { ProblemSlug } from "@/lib/contract/problem";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Quote } from "@/lib/gate/quote/quote";
import type { WindowState } from "@/lib/gate/reply/window-state";
import type { Ask, Entered, EnteredPlace } from "@/lib/gate/step";
import { gatePolicy } from "@/lib/policy";

/** The progress of a waiter. `landed` and `failed` are final. */
export type Progress =
  | { state: "waiting"; quote: Quote; breaker: WindowState; now: number }
  | { state: "landed" }
  | { state: "failed"; problem: ProblemSlug }
  /** The store does not answer, so the state of the queue is unknown. */
  | { state: "store-down" };

/** How a job ended, as read from the cache. Times: store ms. */
export type Landing = {
  fetchedAt: number | null;
  failure: { failedAt: number; problem: ProblemSlug } | null;
};

export type Waiter = {
  ask: Ask;
  place: EnteredPlace;
  listener(progress: Progress): void;
  /** When its result may first be in the cache, monotonic ms. */
  landsAt: number;
  lastReadAt: number;
  /** When its lease was last renewed, monotonic ms. Only renewals that the gate received count. */
  renewedAt: number;
  /** The same time by the store's clock, ms. */
  heldAt: number;
  /**
   * The last loss of writes when the place was given, store ms. A different time later means a new
   * loss.
   */
  lostAt: number;
  /** When it needs the next step, monotonic ms, whatever other instances do. */
  stepBy: number;
  /**
   * Neither in the queue nor in flight. Its result decides; without one it requests a new place.
   */
  gone: boolean;
  /** That second request is in flight. */
  isAsking: boolean;
};

/** `snapshot`: from the step that gave the place. `now`: monotonic ms. */
export function startWaiting(
  { place, ask, listener }: Pick<Waiter, "place" | "ask" | "listener">,
  snapshot: GateSnapshot | null,
  now: number,
): Waiter {
  const again = {
    ...ask,
    ifNewerThan: Math.max(ask.ifNewerThan, place.since),
    joinOnly: false,
    issuedAt: 0,
    maxBreakerWaitMs: Number.MAX_SAFE_INTEGER,
  };
  return {
    ask: again,
    place,
    listener,
    gone: false,
    isAsking: false,
    landsAt: now,
    lastReadAt: now,
    stepBy: Number.POSITIVE_INFINITY,
    renewedAt: now,
    heldAt: Math.max(snapshot?.now ?? 0, place.since),
    lostAt: snapshot?.lostAt ?? 0,
  };
}

/** The request of a waiter whose place is gone. */
export function askAgain(waiter: Waiter, overrides: Partial<Ask>): Ask {
  waiter.ask = { ...waiter.ask, ...overrides };
  waiter.isAsking = true;
  return waiter.ask;
}

/**
 * When to read the cache for its result next, monotonic ms: often at first, then at a slower pace.
 */
export function readDueAt(waiter: Waiter): number {
  if (waiter.gone) return waiter.lastReadAt + gatePolicy.landingReadFastMs;
  const late = waiter.lastReadAt - waiter.landsAt;
  if (late < 0) return waiter.landsAt;
  const isFast = late < gatePolicy.landingReadFastForMs;
  return waiter.lastReadAt + (isFast ? gatePolicy.landingReadFastMs : gatePolicy.landingReadSlowMs);
}

/** A fraction per ticket, so that waiters that came together do not wake together. */
function ownPart({ place }: Waiter): number {
  return (place.ticket * GOLDEN_RATIO) % 1;
}
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * How long after a look its waiter needs another step, ms. For the lease: once a window, or up to a
 * quarter later. For an overdue call that no other instance may notice: a grace after its result
 * was expected, or after its caller counts as dead (`holdMs` after the grant).
 */
export function stepInMs(waiter: Waiter, snapshot: GateSnapshot, holdMs: number): number {
  const { flights, window } = snapshot.summary;
  const { job } = waiter.place;
  const part = ownPart(waiter);
  const flight = flights.find((other) => other.job === job);
  const landsInMs = snapshot.quotes.get(job)?.landsInMs ?? Number.POSITIVE_INFINITY;
  const endsInMs = flight ? flight.grantedAt + holdMs - snapshot.now : landsInMs;
  const overdueInMs = Math.max(0, endsInMs) + window * gatePolicy.turnGraceOfWindow * (1 + part);
  return Math.min(overdueInMs, window * (1 + part / 4));
}

/** The end of a wait that a landing means. Null when the landing is older than the request. */
export function endOf(waiter: Waiter, landing: Landing): Progress | null {
  const { since } = waiter.place;
  if (landing.fetchedAt !== null && landing.fetchedAt >= since) return { state: "landed" };
  const { failure } = landing;
  if (failure && failure.failedAt >= since) return { state: "failed", problem: failure.problem };
  return null;
}

/** The result of a second request: a new place, or an end. */
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

import type { Place } from "@/lib/gate/step";
import { gatePolicy } from "@/lib/policy";
import type { Waiter } from "./waiter";

/**
 * Leases to renew with a step. Call `renewed` with the store's time when the gate has received them.
 */
export type Renewals = { places: Place[]; renewed(storeNow: number): void };

/**
 * Returns the leases that are due: the gate received their last renewal over a quarter of a window
 * ago.
 */
export function renewalsDue(waiters: Iterable<Waiter>, now: number, windowMs: number): Renewals {
  const due = [...waiters].filter(({ renewedAt }) => now - renewedAt > windowMs / 4);
  return {
    places: due.map(({ ask, place }) => ({ key: ask.key, ticket: place.ticket })),
    renewed(storeNow) {
      for (const waiter of due.filter(({ gone }) => !gone)) {
        Object.assign(waiter, { renewedAt: now, heldAt: storeNow });
      }
    },
  };
}

/**
 * Whether a lease may have ended by `now` (store ms) because the gate received no renewal. If not,
 * a missing place was canceled. No lease is shorter than this after a renewal.
 */
export function mayHaveLapsed({ heldAt }: Waiter, now: number, windowMs: number): boolean {
  const leaseMs = windowMs * (1 + gatePolicy.leaseOfWindow);
  return now - heldAt > leaseMs * (1 - gatePolicy.renewedAfterOfLease);
}

import type { BreakerEvent } from "@/lib/contract/admin/dashboard";
import type { WindowName } from "@/lib/contract/quota/quota";

export type BreakerState = BreakerEvent["from"];
/** A period of one state, ms. `reason`: the reason reported at its start. */
export type BreakerSpan = { state: BreakerState; from: number; to: number; reason: string | null };

type Seen = { window: WindowName; state: BreakerState; from: number; to: number };

/**
 * The periods of one breaker in the shown range. Before its first event it had that event's `from`
 * state. Without any event it had its current state.
 */
export function breakerSpans(
  events: readonly BreakerEvent[],
  { window, state, from, to }: Seen,
): BreakerSpan[] {
  const own = events.filter((event) => event.window === window);
  const spans: BreakerSpan[] = [];
  let now: Omit<BreakerSpan, "to"> = { state: own[0]?.from ?? state, from, reason: null };
  for (const event of own) {
    const at = Math.max(from, Math.min(to, Date.parse(event.at)));
    if (at > now.from) spans.push({ ...now, to: at });
    now = { state: event.to, from: at, reason: event.reason };
  }
  if (to > now.from) spans.push({ ...now, to });
  return spans;
}

import { type AskRefusal, isWaiting } from "@/lib/client/tab/ask-store";
import type { Tab } from "@/lib/client/tab/tab";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";

/** How a request of this tab ended. Canceling is not an outcome: the person knows. */
export type Outcome = {
  /** The requested resource, from `wantedName`; a summary by its symbol alone. */
  name: string;
  /** Whether it waited in queue instead of being answered at once. */
  waited: boolean;
} & (
  | { kind: "loaded"; sharedWith: number }
  | { kind: "refused"; refusal: AskRefusal }
  /** A call was used without success. The copy shown is `shownAgeMs` old by the upstream's time. */
  | { kind: "failed"; shownAgeMs: number }
);

/** Reports the end of each request until the returned function is called. */
export function watchOutcomes(tab: Tab, notify: (outcome: Outcome) => void): () => void {
  let before = tab.asks.state().asks;
  /** The cached copy when the wait began. */
  const copies = new Map<string, Snapshot | undefined>();
  return tab.asks.subscribe(() => {
    const [earlier, now] = [before, tab.asks.state().asks];
    before = now;
    for (const [name, ask] of now) {
      const was = earlier.get(name) ?? { kind: "idle" };
      if (was.kind === ask.kind) continue;
      const held = tab.cache.snapshot(name)?.snapshot;
      if (isWaiting(ask)) {
        if (!isWaiting(was)) copies.set(name, held);
        continue;
      }
      if (!isWaiting(was)) continue;
      const waited = was.kind === "queued";
      if (ask.kind === "refused") notify({ kind: "refused", name, waited, refusal: ask.refusal });
      else if (held !== undefined) {
        const end = endOf(held, copies.get(name), tab.time.now());
        if (end !== null) notify({ name, waited, ...end });
      }
    }
  });
}

/** Null: no answer, or nothing newer. A banner reports that the store or the upstream is down. */
function endOf(held: Snapshot, before: Snapshot | undefined, now: number) {
  // Another caller's copy may be newer than the cached one although this call failed.
  if (held !== before && held.staleReason === "upstream-error") {
    return { kind: "failed", shownAgeMs: now - Date.parse(held.asOf) } as const;
  }
  if (held.fetchedAt === before?.fetchedAt) return null;
  return { kind: "loaded", sharedWith: held.sharedWith } as const;
}

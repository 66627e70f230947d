import type { Snapshot } from "@/lib/contract/snapshot";
import { isWaiting, type Refusal } from "./ask-store";
import type { Tab } from "./tab";

/** How an ask of this tab ended. Giving up is no outcome: the person knows. */
export type Outcome = {
  /** What was asked for, as of `wantedName`: a headline by its symbol alone. */
  name: string;
  /** Whether it waited in line, rather than being answered at once. */
  waited: boolean;
} & (
  | { kind: "landed"; sharedWith: number }
  | { kind: "refused"; refusal: Refusal }
  /** A call was spent in vain: what is shown is the older copy, this old by the upstream's time. */
  | { kind: "failed"; shownAgeMs: number }
);

/** Tells the end of each ask until the returned function is called. */
export function watchOutcomes(tab: Tab, tell: (outcome: Outcome) => void): () => void {
  let before = tab.asks.state().asks;
  /** The copy that was held when the wait began. */
  const copies = new Map<string, Snapshot | undefined>();
  return tab.asks.subscribe(() => {
    const [earlier, now] = [before, tab.asks.state().asks];
    before = now;
    for (const [name, ask] of now) {
      const was = earlier.get(name) ?? { kind: "idle" };
      if (was.kind === ask.kind) continue;
      const held = tab.held.snapshot(name)?.snapshot;
      if (isWaiting(ask)) {
        if (!isWaiting(was)) copies.set(name, held);
        continue;
      }
      if (!isWaiting(was)) continue;
      const waited = was.kind === "in-line";
      if (ask.kind === "refused") tell({ kind: "refused", name, waited, refusal: ask.refusal });
      else if (held !== undefined) {
        const end = endOf(held, copies.get(name), tab.time.now());
        if (end !== null) tell({ name, waited, ...end });
      }
    }
  });
}

/** Null: nothing was heard, or nothing newer. That the store or the upstream is down, a banner tells. */
function endOf(held: Snapshot, before: Snapshot | undefined, now: number) {
  // Somebody's copy may be newer than the one held here, and this call have failed all the same.
  if (held !== before && held.staleReason === "upstream-error") {
    return { kind: "failed", shownAgeMs: now - Date.parse(held.asOf) } as const;
  }
  if (held.fetchedAt === before?.fetchedAt) return null;
  return { kind: "landed", sharedWith: held.sharedWith } as const;
}

import { isWaiting, type Refusal } from "./ask-store";
import type { Tab } from "./tab";

/** How an ask of this tab ended. Giving up is no outcome: the person knows. */
export type Outcome = {
  /** What was asked for, as of `wantedName`: a headline by its symbol alone. */
  name: string;
  /** Whether it waited in line, rather than being answered at once. */
  waited: boolean;
} & ({ kind: "landed"; sharedWith: number } | { kind: "refused"; refusal: Refusal });

/** Tells the end of each ask until the returned function is called. */
export function watchOutcomes(tab: Tab, tell: (outcome: Outcome) => void): () => void {
  let before = tab.asks.state().asks;
  /** The copy that was held when the wait began. */
  const copies = new Map<string, string | undefined>();
  return tab.asks.subscribe(() => {
    const [earlier, now] = [before, tab.asks.state().asks];
    before = now;
    for (const [name, ask] of now) {
      const was = earlier.get(name) ?? { kind: "idle" };
      if (was.kind === ask.kind) continue;
      const held = tab.held.snapshot(name)?.snapshot;
      if (isWaiting(ask)) {
        if (!isWaiting(was)) copies.set(name, held?.fetchedAt);
        continue;
      }
      if (!isWaiting(was)) continue;
      const waited = was.kind === "in-line";
      if (ask.kind === "refused") tell({ kind: "refused", name, waited, refusal: ask.refusal });
      else if (held !== undefined && held.fetchedAt !== copies.get(name)) {
        tell({ kind: "landed", name, waited, sharedWith: held.sharedWith });
      }
    }
  });
}

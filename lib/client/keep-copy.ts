import type { AskStore } from "./ask-store";
import type { Held, HeldSnapshot } from "./held";
import { wantedName, wantedOfSnapshot } from "./wanted-name";

/** Keeps a copy. A refusal from before a newer one came says nothing any more. */
export function keepCopy(held: Held, asks: AskStore, next: HeldSnapshot): void {
  const name = wantedName(wantedOfSnapshot(next.snapshot));
  const before = held.snapshot(name)?.snapshot.fetchedAt;
  held.keepSnapshot(next);
  const isNews = held.snapshot(name)?.snapshot.fetchedAt !== before;
  if (isNews && asks.read(name).kind === "refused") asks.write(name, { kind: "idle" });
}

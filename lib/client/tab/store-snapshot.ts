import type { AskStore } from "./ask-store";
import type { LocalCache, LocalSnapshot } from "./local-cache";
import { wantedName, wantedOfSnapshot } from "./wanted-name";

/** Caches a copy. A newer copy clears an earlier refusal. */
export function storeSnapshot(cache: LocalCache, asks: AskStore, next: LocalSnapshot): void {
  const name = wantedName(wantedOfSnapshot(next.snapshot));
  const before = cache.snapshot(name)?.snapshot.fetchedAt;
  cache.keepSnapshot(next);
  const isNews = cache.snapshot(name)?.snapshot.fetchedAt !== before;
  if (isNews && asks.read(name).kind === "refused") asks.write(name, { kind: "idle" });
}

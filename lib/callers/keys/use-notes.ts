import { keyPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { noteUseScript } from "./write-key.lua";

/** Notes when keys were last used, at most once in `keyPolicy.useNotedMs` per key. Best effort. */
export type UseNotes = {
  /** Not awaited. `usedAt`: as stored, ms, or null. `now`: ms. */
  note(id: string, usedAt: number | null, now: number): void;
};

export function createUseNotes({ store, keys }: { store: Store; keys: Keys }): UseNotes {
  /** When this process last noted each key, so that parallel requests write once. */
  const notedAt = new Map<string, number>();
  return {
    note(id, usedAt, now) {
      const last = Math.max(usedAt ?? Number.NEGATIVE_INFINITY, notedAt.get(id) ?? 0);
      if (now - last < keyPolicy.useNotedMs) return;
      // Keys that were revoked since leave the map here.
      if (notedAt.size >= keyPolicy.keysMost) notedAt.clear();
      notedAt.set(id, now);
      store
        .run(noteUseScript, [keys.accessKey(id)], [String(now)], storePolicy.requestBudgetMs)
        .catch(() => undefined);
    },
  };
}

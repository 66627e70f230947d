import { cachePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";

/**
 * Notes in the store which copies are read here, so that unread ones are dropped first. At most one
 * command a minute for all of them. Not awaited, and a failed one is not repeated.
 */
export function createLookNotes({ store, keys }: { store: Pick<Store, "redis">; keys: Keys }) {
  const looked = new Set<string>();
  let notedAt: number | null = null;
  return {
    /** `now`: store ms. */
    note(jobKeys: readonly string[], now: number): void {
      notedAt ??= now;
      for (const jobKey of jobKeys) looked.add(jobKey);
      const isSoon = Math.abs(now - notedAt) < cachePolicy.lookNotedMs;
      const [first, ...rest] = [...looked].map((member) => ({ score: now, member }));
      if (isSoon || !first) return;
      notedAt = now;
      looked.clear();
      // Only for copies that exist.
      store.redis.zadd(keys.copies, { xx: true }, first, ...rest).catch(() => undefined);
    },
  };
}

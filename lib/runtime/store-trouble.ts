import type { Clock } from "@/lib/clock";
import { httpPolicy, storePolicy } from "@/lib/policy";
import { evictionPolicy } from "@/lib/redis/eviction-policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";

/**
 * Returns why this process cannot work, or null. Its store must accept writes and keep them.
 * Callable by anyone and not counted, so one check serves all callers within a second.
 */
export function createStoreTrouble(
  store: Store,
  keys: Keys,
  clock: Pick<Clock, "monotonic">,
): () => Promise<string | null> {
  let last: { at: number; trouble: Promise<string | null> } | null = null;
  return () => {
    const now = clock.monotonic();
    if (last === null || now - last.at > httpPolicy.statusCopyMs) {
      last = { at: now, trouble: look(store, keys) };
    }
    return last.trouble;
  };
}

/** A store that responds may still accept no writes: it is full, or a replica. */
async function look(store: Store, keys: Keys): Promise<string | null> {
  try {
    await store.redis.set(keys.ready, "1", { px: storePolicy.readyKeptMs });
    const policy = await evictionPolicy(store);
    return policy === "evicts" ? "the store evicts keys when its memory is full" : null;
  } catch (fault) {
    const reason = fault instanceof StoreFault ? fault.reason : "unreachable";
    if (reason === "out-of-memory") return "the store is full, and no cached data can be dropped";
    if (reason === "readonly") return "the store accepts no writes";
    return "the store is not responding";
  }
}

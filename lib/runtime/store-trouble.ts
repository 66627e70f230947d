import type { Clock } from "@/lib/clock";
import { httpPolicy } from "@/lib/policy";
import { evictionPolicy } from "@/lib/redis/eviction-policy";
import type { Store } from "@/lib/redis/store";

/**
 * Why this process cannot do its work, or null: its store must answer and keep what it is given.
 * Strangers may ask, and are not counted: one look at the store serves all who ask within a second.
 */
export function createStoreTrouble(
  store: Store,
  clock: Pick<Clock, "monotonic">,
): () => Promise<string | null> {
  let last: { at: number; trouble: Promise<string | null> } | null = null;
  return () => {
    const now = clock.monotonic();
    if (last === null || now - last.at > httpPolicy.statusCopyMs) {
      last = { at: now, trouble: look(store) };
    }
    return last.trouble;
  };
}

async function look(store: Store): Promise<string | null> {
  try {
    await store.redis.ping();
    const policy = await evictionPolicy(store);
    return policy === "evicts" ? "the store throws keys away when its memory is full" : null;
  } catch {
    return "the store is not answering";
  }
}

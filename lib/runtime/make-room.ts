import { dropUnlooked } from "@/lib/cache/drop-copies";
import { cachePolicy, scanPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { MakeRoom } from "@/lib/redis/store";
import { dropEnded } from "@/lib/scans/drop-ended";

/**
 * Frees `storePolicy.roomKilobytes` in a full store by dropping what can be fetched again. Unread
 * data goes first, and copies before ended scans. Running scans, the queue and everything that
 * counts calls stay.
 */
export function createMakeRoom(keys: Keys): MakeRoom {
  return async (store) => {
    const [seconds] = await store.redis.time();
    const now = Number(seconds) * 1_000;
    const parts = { store, keys };
    const everything = Number.MAX_SAFE_INTEGER;
    const ways: ((kilobytes: number) => Promise<number>)[] = [
      (kilobytes) => dropUnlooked(parts, now - cachePolicy.unlookedMs, kilobytes),
      (kilobytes) => dropEnded(parts, now - scanPolicy.lookedAtMs, kilobytes),
      (kilobytes) => dropUnlooked(parts, everything, kilobytes),
      (kilobytes) => dropEnded(parts, everything, kilobytes),
    ];
    let dropped = 0;
    for (const way of ways) {
      if (dropped >= storePolicy.roomKilobytes) break;
      // If one way fails or finds nothing, the others may still succeed.
      dropped += await way(storePolicy.roomKilobytes - dropped).catch(() => 0);
    }
    return dropped > 0;
  };
}

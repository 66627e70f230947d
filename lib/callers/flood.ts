import { Ratelimit } from "@upstash/ratelimit";
import type { Clock } from "@/lib/clock";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { RATELIMIT_OPTIONS } from "./ratelimit-options";
import { retryAfterSeconds } from "./retry-after";

/**
 * Limits events per window and id, counted in the store. Rejects with StoreFault; never permits by
 * default.
 */
export type Flood = {
  /** Counts one event. Refused events are not counted. */
  count(id: string): Promise<Counted>;
  /** Whether one more would be permitted. Counts nothing. */
  look(id: string): Promise<Counted>;
  /** Removes one counted event. */
  giveBack(id: string): Promise<void>;
};

/** `used`: how much of the limit is used. */
export type Counted =
  | { allowed: true; used: number }
  | { allowed: false; retryAfterSeconds: number };

/**
 * The sliding window of @upstash/ratelimit: good against floods, not exact. It may permit up to
 * twice the limit within one window, and uses this process's clock: a process with a wrong clock
 * counts separately. Exact limits (upstream calls, refresh interval) are not counted here.
 */
export function createFlood(parts: {
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "now">;
  name: string;
  limit: number;
  windowSeconds: number;
}): Flood {
  const { store, keys, clock, name, limit, windowSeconds } = parts;
  const ratelimit = new Ratelimit({
    redis: store.redis,
    prefix: keys.ratelimit(name),
    limiter: Ratelimit.slidingWindow(limit, `${windowSeconds} s`),
    ...RATELIMIT_OPTIONS,
  });

  /** At its end a window still counts in full for one more millisecond. */
  const refusedUntil = (reset: number): Counted => ({
    allowed: false,
    retryAfterSeconds: retryAfterSeconds(reset + 1 - clock.now()),
  });

  return {
    count: async (id) => {
      const { success, remaining, reset } = await ratelimit.limit(id);
      return success ? { allowed: true, used: limit - remaining } : refusedUntil(reset);
    },
    look: async (id) => {
      const { remaining, reset } = await ratelimit.getRemaining(id);
      return remaining > 0 ? { allowed: true, used: limit - remaining } : refusedUntil(reset);
    },
    giveBack: async (id) => {
      await ratelimit.limit(id, { rate: -1 });
    },
  };
}

import { Ratelimit } from "@upstash/ratelimit";
import type { Clock } from "@/lib/clock";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { retryAfterSeconds } from "./retry-after";

/** So many per window and id, counted in the store. A store that fails is a StoreFault, never a pass. */
export type Flood = {
  /** Counts one. A refused one is not counted. */
  count(id: string): Promise<Counted>;
  /** Whether one more would be allowed, without counting it. */
  look(id: string): Promise<Counted>;
  /** Takes one that was counted back. */
  giveBack(id: string): Promise<void>;
};

/** `used`: how many of the limit are used by now. */
export type Counted =
  | { allowed: true; used: number }
  | { allowed: false; retryAfterSeconds: number };

/**
 * The sliding window of @upstash/ratelimit: against floods, not exact. It may let up to twice the
 * limit pass within one window, and goes by the instance's clock: one that is off counts apart.
 * (What must be exact, calls to the upstream and the refresh interval, is not counted here.)
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
    // Its own time-out lets everything pass: the store has a deadline, and a fault is no answer.
    timeout: 0,
    ephemeralCache: false,
    enableTelemetry: false,
  });

  /** At its window's end exactly the old one still counts in full: one millisecond more. */
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

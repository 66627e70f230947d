import { Ratelimit } from "@upstash/ratelimit";
import { storePolicy } from "@/lib/policy";
import { storeMsSchema } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import type { RefreshTake } from "./callers";
import { giveBackScript } from "./give-back.lua";
import { RATELIMIT_OPTIONS } from "./ratelimit-options";
import { retryAfterSeconds } from "./retry-after";
import { createStoreTimedRedis } from "./store-timed-redis";

/** An exact interval per id: of two takes within it, by the store's clock, one is refused. */
export type Interval = {
  take(id: string, intervalMs: number): Promise<RefreshTake>;
  /** Undoes the take at `takenAt`. No effect if another take followed. */
  giveBack(id: string, takenAt: number): Promise<void>;
};

/**
 * A bucket of one token. It expires in the millisecond its token is due and is never refilled
 * earlier, so every interval begins with the take itself. `prefix`: of its keys.
 */
export function createInterval(parts: { store: Store; prefix: string }): Interval {
  const { store, prefix } = parts;
  const redis = createStoreTimedRedis(store);

  return {
    take: async (id, intervalMs) => {
      const wholeMs = Math.max(1, Math.round(intervalMs));
      const bucket = new Ratelimit({
        redis,
        prefix,
        limiter: Ratelimit.tokenBucket(1, `${wholeMs} ms`, 1),
        ...RATELIMIT_OPTIONS,
      });
      const { success, reset } = await bucket.limit(id);
      if (success) return { allowed: true, takenAt: reset - wholeMs };
      const now = storeMsSchema.parse(await store.redis.time());
      return { allowed: false, retryAfterSeconds: retryAfterSeconds(reset - now) };
    },
    giveBack: async (id, takenAt) => {
      const key = `${prefix}:${id}`;
      await store.run(giveBackScript, [key], [String(takenAt)], storePolicy.requestBudgetMs);
    },
  };
}

import { Ratelimit } from "@upstash/ratelimit";
import { behindPlainLine } from "./plain-line";

const LIMIT = 20;
const WINDOW_MS = 60_000;

/** `Ratelimit.slidingWindow` in its usual form. */
export const upstashSlidingWindow = behindPlainLine(
  "Upstash's sliding window",
  ({ store, shared }) => {
    const ratelimit = new Ratelimit({
      redis: store.redis,
      limiter: Ratelimit.slidingWindow(LIMIT, "60 s"),
      ephemeralCache: false,
      timeout: 0,
      prefix: "gammagate:sliding",
    });
    return async () => (await atTime(shared.now(), () => ratelimit.limit("upstream"))).success;
  },
);

/**
 * Runs `act` with the wall clock at the store's virtual time. The class reads the wall clock before
 * its first await.
 */
function atTime<T>(now: number, act: () => T): T {
  const wallClock = Date.now;
  Date.now = () => now;
  try {
    return act();
  } finally {
    Date.now = wallClock;
  }
}

/** A counter for each minute of the store's clock. */
export const fixedWindow = behindPlainLine("a fixed window", ({ shared }) => {
  const counters = new Map<number, number>();
  return async () => {
    const minute = Math.floor(shared.now() / WINDOW_MS);
    const used = counters.get(minute) ?? 0;
    counters.set(minute, used + 1);
    return used < LIMIT;
  };
});

/** Bottleneck's rule: a reservoir, refilled each window from its creation. */
export const reservoir = behindPlainLine("Bottleneck's reservoir", ({ shared }) => {
  let refreshedAt = shared.now();
  let left = LIMIT;
  return async () => {
    const windows = Math.floor((shared.now() - refreshedAt) / WINDOW_MS);
    if (windows > 0) left = LIMIT;
    refreshedAt += Math.max(windows, 0) * WINDOW_MS;
    if (left === 0) return false;
    left -= 1;
    return true;
  };
});

/**
 * The textbook log in a sorted set. It has three faults. It adds before it checks, so refused calls
 * count too. Its members are times, so two calls at the same time count as one. The time is that of
 * the process.
 */
export const sortedSetLog = behindPlainLine("a sorted set of times", ({ store }) => {
  const key = "gammagate:sorted-set";
  return async ({ clock }) => {
    const now = clock.now() / 1_000;
    const pipeline = store.redis.pipeline();
    pipeline.zremrangebyscore(key, 0, now - WINDOW_MS / 1_000);
    pipeline.zadd(key, { score: now, member: String(now) });
    pipeline.zcard(key);
    const [, , count] = await pipeline.exec<[number, number, number]>();
    return count <= LIMIT;
  };
});

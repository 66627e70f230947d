import { Ratelimit } from "@upstash/ratelimit";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { callUpstream } from "../call-upstream";
import type { Contender } from "./contender";

/** Longer than any bench. */
const PATIENCE_MS = 60 * 60_000;

/**
 * On a Redis connection instead of Upstash's HTTP, so with less latency than usual. Its cache of
 * refusals would delay a process although slots are free, and its timeout lets calls pass. Both are
 * off.
 */
export const upstashRatelimit: Contender = {
  name: "@upstash/ratelimit",
  setUp: "slidingWindow and blockUntilReady, without cache and time-out",
  async open({ redisUrl, upstream, rule }) {
    const { redis } = await createStore({ kind: "redis", url: redisUrl }, { clock: systemClock });
    const ratelimit = new Ratelimit({
      redis,
      limiter: Ratelimit.slidingWindow(rule.limit, `${rule.windowMs} ms`),
      ephemeralCache: false,
      timeout: 0,
    });
    return async ({ symbol }) => {
      const { success } = await ratelimit.blockUntilReady("upstream", PATIENCE_MS);
      if (!success) throw new Error(`${symbol} was never ready`);
      await callUpstream(upstream, symbol);
    };
  },
};

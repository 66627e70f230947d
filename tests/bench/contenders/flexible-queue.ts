import { Redis } from "ioredis";
import { RateLimiterQueue, RateLimiterRedis } from "rate-limiter-flexible";
import { callUpstream } from "../call-upstream";
import type { Contender } from "./contender";

/** Its window is counted in whole seconds. */
export const flexibleQueue: Contender = {
  name: "rate-limiter-flexible",
  setUp: "RateLimiterQueue over RateLimiterRedis, first come first served in each process",
  async open({ redisUrl, upstream, rule }) {
    const storeClient = new Redis(redisUrl);
    const duration = rule.windowMs / 1_000;
    const limiter = new RateLimiterRedis({ storeClient, points: rule.limit, duration });
    const queue = new RateLimiterQueue(limiter);
    return async ({ symbol }) => {
      await queue.removeTokens(1);
      await callUpstream(upstream, symbol);
    };
  },
};

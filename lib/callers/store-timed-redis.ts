import { Redis, type UpstashRequest, type UpstashResponse } from "@upstash/redis";
import { storePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";
import type { Store } from "@/lib/redis/store";

/** How the token bucket of @upstash/ratelimit 2.2.0 learns the time: from the instance that asks. */
const INSTANCE_TIME = "tonumber(ARGV[4])";
const STORE_TIME = `(function()
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end)()`;

/**
 * A client for the token bucket of @upstash/ratelimit that lets it run on the store's clock. By the
 * instance's, a clock ten minutes ahead would void every interval; and by a time read before the
 * script runs, the next token would come early by the network's delay. Carries its scripts only.
 */
export function createStoreTimedRedis(store: Store): Redis {
  return new Redis({
    request: async <T>({ body }: UpstashRequest): Promise<UpstashResponse<T>> => {
      const [command, text, count, ...words] = Array.isArray(body) ? body.map(String) : [];
      // The library asks by the SHA of its own text first; ours has another one.
      if (command?.toLowerCase() === "evalsha") throw new Error("NOSCRIPT");
      if (text === undefined || !text.includes(INSTANCE_TIME)) {
        throw new Error("The token bucket script is not the one that is known here");
      }
      const script = defineScript(text.replace(INSTANCE_TIME, STORE_TIME));
      const [keys, args] = [words.slice(0, Number(count)), words.slice(Number(count))];
      return { result: (await store.run(script, keys, args, storePolicy.requestBudgetMs)) as T };
    },
  });
}

import { Redis, type UpstashRequest, type UpstashResponse } from "@upstash/redis";
import { storePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";
import type { Store } from "@/lib/redis/store";

/** Where the token bucket of @upstash/ratelimit 2.2.0 gets the time: from the calling process. */
const INSTANCE_TIME = "tonumber(ARGV[4])";
const STORE_TIME = `(function()
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end)()`;

/**
 * A client that makes the token bucket of @upstash/ratelimit use the store's clock. With the
 * process's clock, one that is ten minutes ahead would void every interval. With a time read before
 * the script runs, the next token would come early by the network delay. Runs the library's scripts
 * only.
 */
export function createStoreTimedRedis(store: Store): Redis {
  return new Redis({
    request: async <T>({ body }: UpstashRequest): Promise<UpstashResponse<T>> => {
      const [command, text, count, ...words] = Array.isArray(body) ? body.map(String) : [];
      // The library first calls the SHA of its own text. Ours differs.
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

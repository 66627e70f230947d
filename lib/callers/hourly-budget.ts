import { Ratelimit } from "@upstash/ratelimit";
import type { Clock } from "@/lib/clock";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { BudgetTake, Caller } from "./callers";
import { RATELIMIT_OPTIONS } from "./ratelimit-options";
import { retryAfterSeconds } from "./retry-after";

/** The calls that a key may cause in each hour of the clock. People of a key share its budget. */
export type HourlyBudget = {
  /** Takes one call. Always allowed for a caller without a budget. Rejects with StoreFault. */
  take(caller: Caller): Promise<BudgetTake>;
  /** Returns a call that was not caused. No effect in a later hour. Rejects with StoreFault. */
  giveBack(caller: Caller, taken: { until: number }): Promise<void>;
};

/**
 * The fixed window of @upstash/ratelimit: exact within an hour. It uses this process's clock: a
 * process whose clock is wrong counts in another hour.
 */
export function createHourlyBudget(parts: {
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "now">;
}): HourlyBudget {
  const { store, keys, clock } = parts;
  const hours = (calls: number) =>
    new Ratelimit({
      redis: store.redis,
      prefix: keys.ratelimit("hourly-budget"),
      limiter: Ratelimit.fixedWindow(calls, "1 h"),
      ...RATELIMIT_OPTIONS,
    });

  return {
    take: async ({ house, key }) => {
      const calls = key?.hourlyBudget ?? null;
      if (calls === null) return { allowed: true, until: 0 };
      const { success, reset } = await hours(calls).limit(house);
      if (success) return { allowed: true, until: reset };
      // The library counts refusals too. Returned, they do not use up what others give back.
      await hours(calls).limit(house, { rate: -1 });
      return { allowed: false, calls, retryAfterSeconds: retryAfterSeconds(reset - clock.now()) };
    },
    giveBack: async ({ house, key }, { until }) => {
      const calls = key?.hourlyBudget ?? null;
      if (calls === null || clock.now() >= until) return;
      await hours(calls).limit(house, { rate: -1 });
    },
  };
}

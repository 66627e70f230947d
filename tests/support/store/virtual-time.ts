import type { Clock } from "@/lib/clock";
import type { Store } from "@/lib/redis/store";

/** Reads the time that `virtualStore` passes to every script. The rest of the script is the real one. */
export const virtualClockLua = `
local now = tonumber(ARGV[2])
`;

/** The time in ms, set by the test. It starts at a real date, because IDs begin with it. */
export type VirtualTime = { now: number };

export const VIRTUAL_START = Date.UTC(2026, 5, 1, 15, 0, 0);

/** The real store, with virtual time passed to its scripts. */
export function virtualStore(store: Store, time: VirtualTime): Store {
  return {
    ...store,
    run: (script, keys, args, timeoutMs) =>
      store.run(script, keys, [...args, String(Math.round(time.now))], timeoutMs),
  };
}

/** A clock that only moves with `time`. Code that sleeps on it never wakes. */
export function virtualClock(time: VirtualTime): Clock {
  return {
    now: () => time.now,
    monotonic: () => time.now,
    sleep: () => Promise.reject(new Error("nothing sleeps in this test")),
  };
}

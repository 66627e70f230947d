import { setImmediate } from "node:timers/promises";
import type { Clock } from "@/lib/clock";
import type { Store } from "@/lib/redis/store";
import type { VirtualTime } from "./virtual-time";

export type SteppedClock = Clock & {
  /** Counts the store's work, so that time stands still while it runs. */
  counting(store: Store): Store;
  /** Until nothing happens any more at this moment. */
  settle(): Promise<void>;
  /** Moves time, stopping at every sleeper on the way. */
  advance(milliseconds: number): Promise<void>;
  sleepers(): number;
};

/** Turns of the real event loop without anything going on: then all there is sleeps. */
const QUIET_TURNS = 6;

/** Virtual time with sleepers: real parts run on it as fast as they can. */
export function createSteppedClock(time: VirtualTime): SteppedClock {
  const sleeping = new Map<() => void, number>();
  let working = 0;

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await setImmediate();
      if (working > 0) quiet = 0;
    }
  }

  return {
    now: () => time.now,
    monotonic: () => time.now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          sleeping.delete(wake);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        if (signal?.aborted) return resolve();
        sleeping.set(wake, time.now + Math.max(0, milliseconds));
        signal?.addEventListener("abort", wake, { once: true });
      }),
    counting: (store) => ({
      ...store,
      run: async (...call) => {
        working += 1;
        try {
          return await store.run(...call);
        } finally {
          working -= 1;
        }
      },
    }),
    settle,
    async advance(milliseconds) {
      const end = time.now + milliseconds;
      for (;;) {
        await settle();
        const [next] = [...sleeping].sort(([, one], [, other]) => one - other);
        if (!next || next[1] > end) break;
        time.now = Math.max(time.now, next[1]);
        next[0]();
      }
      time.now = end;
    },
    sleepers: () => sleeping.size,
  };
}

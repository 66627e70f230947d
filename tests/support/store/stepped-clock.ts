import { setImmediate } from "node:timers/promises";
import type { Clock } from "@/lib/clock";
import type { Store } from "@/lib/redis/store";
import type { VirtualTime } from "./virtual-time";

export type SteppedClock = Clock & {
  /** Wraps a store, so that time stops while the store works. */
  counting(store: Store): Store;
  /** The same for its commands, too. */
  countingAll(store: Store): Store;
  /** Resolves when nothing more happens at this time. */
  settle(): Promise<void>;
  /** Moves time, stopping at every sleeper on the way. */
  advance(milliseconds: number): Promise<void>;
  sleepers(): number;
};

/** Idle turns of the real event loop after which nothing else can happen at this time. */
const QUIET_TURNS = 6;

/** Virtual time with sleepers. Real code runs on it as fast as possible. */
export function createSteppedClock(time: VirtualTime): SteppedClock {
  const sleeping = new Map<() => void, number>();
  let working = 0;

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await setImmediate();
      if (working > 0) quiet = 0;
    }
  }

  /** A client, or a pipeline of it, whose pending commands count as work. */
  function watched<Client extends object>(client: Client): Client {
    return new Proxy(client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...words: unknown[]) => {
          const result: unknown = Reflect.apply(member, target, words);
          if (result instanceof Promise) {
            working += 1;
            const done = () => {
              working -= 1;
            };
            result.then(done, done);
            return result;
          }
          return typeof result === "object" && result !== null ? watched(result) : result;
        };
      },
    });
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
    countingAll(store) {
      const scripts = this.counting(store);
      return { ...scripts, redis: watched(scripts.redis) };
    },
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

import type { Clock } from "@/lib/clock";
import type { Random } from "./random";
import type { Schedule } from "./schedule";

/**
 * One process of the fleet as its own code meets it: a clock of its own, replies and timers that
 * reach it only while it runs. Killed, nothing ever reaches it again; frozen, all of it comes late.
 */
export type Process = {
  name: string;
  /** Its wall clock is off by minutes; its monotonic clock starts anywhere. */
  clock: Clock;
  /** Lets something from outside reach its code now, after the freeze, or never. */
  deliver(action: () => void): void;
  kill(): void;
  freeze(milliseconds: number): void;
  isAlive(): boolean;
};

export function createProcess(name: string, schedule: Schedule, random: Random): Process {
  const wallSkew = random.between(-600_000, 600_000);
  const monotonicStart = random.between(0, 10_000_000);
  let alive = true;
  let thawsAt = 0;

  function deliver(action: () => void): void {
    if (!alive) return;
    if (schedule.now() >= thawsAt) action();
    else schedule.after(thawsAt - schedule.now(), () => deliver(action));
  }

  const clock: Clock = {
    now: () => Date.UTC(2026, 5, 1) + schedule.now() + wallSkew,
    monotonic: () => monotonicStart + schedule.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          cancel();
          resolve();
        };
        const cancel = schedule.after(milliseconds, () => deliver(done));
        signal?.addEventListener("abort", done, { once: true });
      }),
  };

  return {
    name,
    clock,
    deliver,
    kill: () => {
      schedule.tell(`${name} is killed`);
      alive = false;
    },
    freeze: (milliseconds) => {
      schedule.tell(`${name} freezes for ${Math.round(milliseconds)} ms`);
      thawsAt = Math.max(thawsAt, schedule.now() + milliseconds);
    },
    isAlive: () => alive,
  };
}

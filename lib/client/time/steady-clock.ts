import { browserPolicy } from "@/lib/policy";

/** A clock that only moves forward, and includes the machine's sleep. */
export type SteadyClock = {
  /** Milliseconds since an arbitrary moment. */
  now(): number;
  /** How often it was advanced because the machine had slept. */
  sleeps(): number;
};

type Clocks = {
  /** Only moves forward, but stops while a laptop sleeps. */
  monotonic(): number;
  /** Continues during sleep, but people and networks set it. */
  wall(): number;
};

/** Takes each step from the monotonic clock, or from the wall clock if that advanced much more. */
export function createSteadyClock({ monotonic, wall }: Clocks): SteadyClock {
  let before: { monotonic: number; wall: number } | null = null;
  let slept = 0;
  let sleeps = 0;
  const read = () => {
    const at = { monotonic: monotonic(), wall: wall() };
    const ahead = before ? at.wall - before.wall - (at.monotonic - before.monotonic) : 0;
    before = at;
    if (ahead > browserPolicy.sleepLeastMs) {
      slept += ahead;
      sleeps += 1;
    }
    return at.monotonic + slept;
  };
  return {
    now: read,
    sleeps() {
      read();
      return sleeps;
    },
  };
}

/** The clock of this page. */
export const steadyClock = createSteadyClock({
  monotonic: () => performance.now(),
  wall: () => Date.now(),
});

import { browserPolicy } from "@/lib/policy";

/** A clock that only goes forward, through the machine's sleep too. */
export type SteadyClock = {
  /** Milliseconds since some moment. */
  now(): number;
  /** How often it was set on because the machine had slept. */
  sleeps(): number;
};

type Clocks = {
  /** Only goes forward, but stands while a laptop sleeps. */
  monotonic(): number;
  /** Goes on in sleep, but people and networks set it. */
  wall(): number;
};

/** Takes each step from the forward-only clock, and from the wall's where that ran well ahead. */
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

/** This page's. */
export const steadyClock = createSteadyClock({
  monotonic: () => performance.now(),
  wall: () => Date.now(),
});

import { browserPolicy } from "@/lib/policy";
import type { SteadyClock } from "./steady-clock";

/**
 * The server's clock as this tab knows it. A wrong local clock or a laptop's sleep does not affect
 * it.
 */
export type ServerTime = {
  /** Milliseconds since 1970, by the server. */
  now(): number;
  /** Takes a server time, ms since 1970. Ignores anything but a number. */
  learn(serverMs: number): void;
};

export function createServerTime(serverNow: number, clock: SteadyClock): ServerTime {
  let offset = serverNow - clock.now();
  let sleeps = clock.sleeps();
  return {
    now: () => clock.now() + offset,
    learn(serverMs) {
      if (!Number.isFinite(serverMs)) return;
      const estimate = serverMs - clock.now();
      // The length of a sleep comes from a clock that people set, so the first server time after it
      // is trusted.
      const isFirstSinceSleep = clock.sleeps() !== sleeps;
      sleeps = clock.sleeps();
      // An answer arrives late, never early, so the latest estimate is the most accurate.
      const isNearer = estimate > offset || estimate < offset - browserPolicy.clockSetBackMs;
      if (isNearer || isFirstSinceSleep) offset = estimate;
    },
  };
}

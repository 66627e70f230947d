import { browserPolicy } from "@/lib/policy";
import type { SteadyClock } from "./steady-clock";

/** The server's clock as this tab knows it: a wrong local clock, or a laptop's sleep, changes nothing. */
export type ServerTime = {
  /** Milliseconds since 1970, by the server. */
  now(): number;
  /** A time the server told of itself, milliseconds since 1970; anything but a number is ignored. */
  learn(toldMs: number): void;
};

export function createServerTime(serverNow: number, clock: SteadyClock): ServerTime {
  let offset = serverNow - clock.now();
  let sleeps = clock.sleeps();
  return {
    now: () => clock.now() + offset,
    learn(toldMs) {
      if (!Number.isFinite(toldMs)) return;
      const told = toldMs - clock.now();
      // A sleep is known by a clock that people set, so the server's first word after it counts.
      const isFirstSinceSleep = clock.sleeps() !== sleeps;
      sleeps = clock.sleeps();
      // An answer arrives late, never early: the furthest ahead is the nearest to the truth.
      const isNearer = told > offset || told < offset - browserPolicy.clockSetBackMs;
      if (isNearer || isFirstSinceSleep) offset = told;
    },
  };
}

import { browserPolicy } from "@/lib/policy";

/** The server's clock as this tab knows it: a wrong local clock, or a laptop's sleep, changes nothing. */
export type ServerTime = {
  /** Milliseconds since 1970, by the server. */
  now(): number;
  /** A time the server told of itself, milliseconds since 1970; anything but a number is ignored. */
  learn(toldMs: number): void;
};

/** `monotonic`: milliseconds on a clock that only goes forward. */
export function createServerTime(serverNow: number, monotonic: () => number): ServerTime {
  let offset = serverNow - monotonic();
  return {
    now: () => monotonic() + offset,
    learn(toldMs) {
      if (!Number.isFinite(toldMs)) return;
      const told = toldMs - monotonic();
      // An answer arrives late, never early: the furthest ahead is the nearest to the truth.
      if (told > offset || told < offset - browserPolicy.clockSetBackMs) offset = told;
    },
  };
}

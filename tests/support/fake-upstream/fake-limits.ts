import type { Arrival } from "./fake-arrivals";
import type { FakeAsk } from "./fake-ask";

/** The upstream's own limits, each over any rolling `windowMs`. */
export type FakeLimits = {
  windowMs: number;
  /** Both versions together. */
  account: number;
  /** v1's gammaOI while the market trades. */
  realtime: number;
  /** All of v1 at the weekend. */
  weekend: number;
  /** v2's curves. */
  expensive: number;
};

/** The trading session by the fake upstream's clock. */
export type FakeSession = "open" | "closed" | "weekend";

export const FAKE_LIMITS: FakeLimits = {
  windowMs: 60_000,
  account: 20,
  realtime: 2,
  weekend: 2,
  expensive: 5,
};

/** Whole seconds until the call would be accepted; 0: now. Refused arrivals do not count. */
export function secondsToWait(
  arrivals: readonly Arrival[],
  at: number,
  { version, window }: Pick<FakeAsk, "version" | "window">,
  limits: FakeLimits,
  session: FakeSession,
): number {
  const counted = arrivals.filter((one) => !one.refused && at - one.at < limits.windowMs);
  const isOfWindow = (one: Arrival) => one.window === window;
  const waits = [
    waitFor(counted, limits.account),
    version === "v1" && session === "weekend"
      ? waitFor(
          counted.filter((one) => one.version === "v1"),
          limits.weekend,
        )
      : 0,
    window === "realtime" && session === "open"
      ? waitFor(counted.filter(isOfWindow), limits.realtime)
      : 0,
    window === "expensive" ? waitFor(counted.filter(isOfWindow), limits.expensive) : 0,
  ];
  return Math.max(...waits);

  function waitFor(slots: readonly Arrival[], limit: number): number {
    // After a limit was lowered, several slots must become free first.
    const freeing = slots[slots.length - limit];
    return freeing === undefined ? 0 : Math.ceil((freeing.at + limits.windowMs - at) / 1_000);
  }
}

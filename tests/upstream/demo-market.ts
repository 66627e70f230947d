import type { Clock } from "@/lib/clock";
import { createDemoUpstream } from "@/lib/upstream/demo";
import { headlineJob } from "../cache/sample";

export const START = Date.parse("2026-11-23T15:00:20Z");

/** Time that only passes by sleeping, plus `advance`. */
function createTestClock(start = START) {
  let elapsed = 0;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    sleep: async (milliseconds, signal) => {
      slept.push(milliseconds);
      if (!signal?.aborted) elapsed += milliseconds;
    },
  };
  return {
    clock,
    slept,
    advance: (milliseconds: number) => {
      elapsed += milliseconds;
    },
  };
}

/** A demo market in time of its own. */
export function createMarket(start?: number) {
  const time = createTestClock(start);
  const upstream = createDemoUpstream({ clock: time.clock });
  const ask = (symbol: string, signal = new AbortController().signal) =>
    upstream.call(headlineJob(`demo:/tickers/${symbol}`, symbol), signal);
  return { ...time, upstream, ask };
}

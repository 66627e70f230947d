import { createNyseCalendar } from "@/lib/cache/market-calendar";
import type { Clock } from "@/lib/clock";
import { createDemoUpstream } from "@/lib/upstream/demo/demo";
import { headlineJob } from "../cache/sample";
import { permitFor } from "../support/store/permit";

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

/** A demo market in time of its own, which publishes on demand unless `cadence` says otherwise. */
export function createMarket(start?: number, cadence: "premium" | "two-a-day" = "premium") {
  const time = createTestClock(start);
  const calendar = createNyseCalendar();
  const upstream = createDemoUpstream({ clock: time.clock, calendar, cadence });
  const ask = (symbol: string, signal = new AbortController().signal) =>
    upstream.call(headlineJob(`demo:/tickers/${symbol}`, symbol), permitFor(signal));
  return { ...time, upstream, ask };
}

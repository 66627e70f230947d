import { expect, test } from "vitest";
import { breakerSpans } from "@/components/admin/rate/breaker-spans";
import { hitStretches, rateScales, seriesSpan } from "@/components/admin/rate/rate-scales";
import { pointText, rateWords, spanWords } from "@/components/admin/rate/rate-words";
import { callRate, hitRate, stepWords } from "@/components/admin/room/series-figures";
import { plain } from "../../e2e/symbol/symbol-page";
import { dashboardFixture } from "../../support/visitors/dashboard-fixture";
import { NOW } from "../../support/visitors/snapshot-fixture";

const dashboard = dashboardFixture();
const [first, second] = dashboard.series;
if (first === undefined || second === undefined) throw new Error("the fixture has a series");

test("counts calls of a longer step per window, beside the limit", () => {
  const point = { ...first, calls: 90 };
  expect(callRate(point, 60, 60)).toBe(90);
  expect(callRate(point, 900, 60)).toBe(6);
  expect(rateWords(point, { stepSeconds: 60, quota: dashboard.quota })).toBe("90");
  expect(rateWords(point, { stepSeconds: 900, quota: dashboard.quota })).toBe("6.0");
});

test("takes a hit rate of all asks not refused, or has none", () => {
  const asks = { hits: 3, stale: 1, misses: 4, shared: 2 };
  expect(hitRate(asks)).toBe(0.3);
  expect(hitRate({ hits: 0, stale: 0, misses: 0, shared: 0 })).toBeNull();
});

test("splits a breaker's time into stretches at its events", () => {
  const from = NOW - 900_000;
  const seen = { window: "account", state: "closed", from, to: NOW } as const;
  const spans = breakerSpans(dashboard.breakerEvents, seen);
  expect(spans.map(({ state, from: start, to }) => [state, start - NOW, to - NOW])).toEqual([
    ["closed", -900_000, -380_000],
    ["open", -380_000, -320_000],
    ["half-open", -320_000, -319_000],
    ["closed", -319_000, 0],
  ]);
  const held = breakerSpans([], { ...seen, state: "held" });
  expect(held).toEqual([{ state: "held", from, to: NOW, reason: null }]);
  expect(spanWords(spans[1] ?? held[0] ?? never())).toBe(
    "open, 10:35:57 to 10:36:57: Trading Volatility reports that the rate limit is reached.",
  );
  // Of another window, or from before the range: no stretch of this one.
  expect(breakerSpans(dashboard.breakerEvents, { ...seen, window: "realtime" })).toHaveLength(1);
});

test("fits both the limit and more calls than it in the drawing", () => {
  const size = { width: 800, height: 400 };
  const quiet = { ...dashboard, series: [{ ...first, calls: 0 }] };
  const { calls } = rateScales(quiet, size);
  expect(calls(20)).toBeGreaterThanOrEqual(8);
  expect(calls(20)).toBeLessThan(calls(0));
  const busy = rateScales({ ...dashboard, series: [{ ...first, calls: 40 }] }, size);
  expect(busy.calls(40)).toBeGreaterThanOrEqual(8);
  const { from, to } = seriesSpan(dashboard.series, dashboard.stepSeconds);
  expect(to - from).toBe(15 * 60_000);
});

test("leaves a gap in the line of hit rates without any asks", () => {
  const empty = { ...first, hits: 0, stale: 0, misses: 0, shared: 0 };
  const asked = { ...first, hits: 1 };
  const stretches = hitStretches([asked, asked, empty, asked]);
  expect(stretches.map(({ length }) => length)).toEqual([2, 1]);
});

test("reads out a whole step, and its length in words", () => {
  expect(plain(pointText(second, dashboard))).toBe(
    "10:28, 7 API calls per 60s, longest queue 1, hit rate 25.0%, queue time p95 8.4s, 0 rejected, 0 failed",
  );
  expect([10, 60, 900, 3_600].map(stepWords)).toEqual(["10s", "1 min", "15 min", "1 h"]);
});

function never(): never {
  throw new Error("there is a stretch");
}

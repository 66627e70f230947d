import { expect, test } from "vitest";
import { judge, type Result } from "./judge";
import { verdictOf } from "./verdict";

/** A cycle is 850 + 100 + 150 = 1,100 ms. */
const rule = { limit: 2, windowMs: 850 };
const asked = (symbol: string, at: number, priority = 5, caller = symbol) => ({
  symbol,
  at,
  priority,
  caller,
});

const result = judge({
  rule,
  asked: [
    asked("A", -20),
    asked("B", -10),
    asked("C", 100),
    asked("CLICK", 150, 2),
    asked("D", 200),
    asked("E", 300),
    asked("LATE", 2_000),
  ],
  arrivals: [
    { symbol: "A", at: 0 },
    { symbol: "B", at: 50 },
    { symbol: "C", at: 1_100 },
    { symbol: "CLICK", at: 1_200 },
  ],
  from: 0,
  to: 1_375,
});

test("calls and the worst window are the upstream's own count", () => {
  expect(result).toMatchObject({ calls: 4, worst: 2 });
});

test("used is what two calls should take, over what they took", () => {
  // From 0 to 1,100 and from 50 to 1,200.
  expect(result.pace).toEqual({ ideal: 2_200, took: 2_250 });
});

test("measures a wait to arrival or the end, unless asked too late", () => {
  expect(result.waits).toEqual({ line: [20, 60, 1_000, 1_175], clicks: [1_050] });
});

test("judges order among those who waited together until the end", () => {
  // C before D and E, and the click before E. D and E are still waiting.
  expect(result.order).toEqual({ pairs: 3, kept: 3 });
});

test("of one caller's calls, those not answered yet count as open", () => {
  const keeper = (symbol: string, at: number) => asked(symbol, at, 5, "keeper");
  const played = {
    rule,
    arrivals: [
      { symbol: "A", at: 0 },
      { symbol: "D", at: 700 },
      { symbol: "C", at: 800 },
    ],
    from: 0,
    to: 1_000,
  };
  // A is answered at 150. C is requested at 140 while A is in flight, at 160 alone.
  const early = judge({ ...played, asked: [keeper("A", -20), keeper("C", 140), asked("D", 300)] });
  const late = judge({ ...played, asked: [keeper("A", -20), keeper("C", 160), asked("D", 300)] });
  expect([early.order, late.order]).toEqual([
    { pairs: 0, kept: 0 },
    { pairs: 1, kept: 0 },
  ]);
});

test("nothing that arrived is nothing used", () => {
  const nothing = judge({ rule, asked: [], arrivals: [], from: Number.POSITIVE_INFINITY, to: 0 });
  expect(nothing).toMatchObject({ calls: 0, worst: 0, pace: { ideal: 0, took: 0 } });
  expect(verdictOf(nothing, rule)).toHaveLength(1);
});

test.each<[string, Partial<Result>, number]>([
  ["the limit and 99 % of it used", { worst: 2, pace: { ideal: 990, took: 1_000 } }, 0],
  ["one arrival too many", { worst: 3, pace: { ideal: 1_000, took: 1_000 } }, 1],
  ["less than 99 % used", { worst: 2, pace: { ideal: 989, took: 1_000 } }, 1],
])("what is wrong with ours is said: %s", (_, seen, sentences) => {
  expect(verdictOf({ ...result, ...seen }, rule)).toHaveLength(sentences);
});

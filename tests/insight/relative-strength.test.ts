import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relativeStrength } from "@/lib/insight/traps/relative-strength";
import { historyOf, ZM } from "./sample-parts";

const OPTIONS = { period: 14, dayGapMax: 5 };

const pointsOf = (prices: readonly (number | null)[]) => historyOf(prices)?.data.points ?? [];
const indexOf = (prices: readonly (number | null)[]) => relativeStrength(pointsOf(prices), OPTIONS);

/** Fourteen changes: nine gains of 3.34 in all (.06 .72 .50 .27 .32 .42 .24 .14 .67), four losses of 1.40. */
const PRICES = [
  44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.1, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61, 46.28,
  46.28,
];

describe("the relative strength index over 14 days", () => {
  test("first is plain: 100 * 3.34 / (3.34 + 1.40) = 70.4641", () => {
    expect(indexOf(PRICES)).toEqual({ value: expect.closeTo(70.4641, 4), days: 15 });
  });

  test("smooths as Wilder does: thirteen parts old, one part new", () => {
    // Down 0.28: gain 3.34 / 14 * 13 / 14 = 0.2215306, loss (1.40 / 14 * 13 + 0.28) / 14 = 0.1128571;
    // 100 * 0.2215306 / 0.3343878 = 66.2496.
    expect(indexOf([...PRICES, 46])).toEqual({ value: expect.closeTo(66.2496, 4), days: 16 });
    // Up 0.03: gain 0.2215306 * 13 / 14 + 0.03 / 14 = 0.2078499, loss 0.1047959; 66.4809.
    expect(indexOf([...PRICES, 46, 46.03]).value).toBeCloseTo(66.4809, 4);
  });

  test("is 100 for rises only, 0 for falls, unknown for no move", () => {
    const days = Array.from({ length: 30 }, (_, day) => day + 1);
    expect(indexOf(days).value).toBe(100);
    expect(indexOf(days.toReversed()).value).toBe(0);
    expect(indexOf(days.map(() => 100))).toEqual({ value: null, days: 30 });
  });

  test("needs fifteen days; the recorded ZM history has one", () => {
    expect(indexOf(PRICES.slice(1))).toEqual({ value: null, days: 14 });
    expect(indexOf([])).toEqual({ value: null, days: 0 });
    expect(relativeStrength(ZM.history?.data.points ?? [], OPTIONS)).toEqual({
      value: null,
      days: 1,
    });
  });

  test("starts after the last day without a price, or is unknown", () => {
    expect(indexOf([1, 99, null, ...PRICES])).toEqual(indexOf(PRICES));
    expect(indexOf([1, 99, 0, ...PRICES])).toEqual(indexOf(PRICES));
    expect(indexOf([...PRICES, null])).toEqual({ value: null, days: 0 });
  });

  test("begins after a gap longer than any weekend", () => {
    const [first, ...others] = pointsOf([1, ...PRICES]);
    const at = (day: string) => (first ? [{ ...first, at: day }, ...others] : []);
    // The others begin on Tuesday 6 January 2026.
    expect(relativeStrength(at("2026-01-01"), OPTIONS).days).toBe(16);
    expect(relativeStrength(at("2025-12-31"), OPTIONS)).toEqual(indexOf(PRICES));
  });

  test("counts a New York day once, by its last price", () => {
    const [first, ...others] = pointsOf(PRICES);
    if (!first) throw new Error("no points");
    // 02:30 UTC is the evening before in New York: both are of Monday 5 January.
    const early = { ...first, at: "2026-01-05T15:00:00.000Z", spot: 1 };
    const late = { ...first, at: "2026-01-06T02:30:00.000Z" };
    expect(relativeStrength([early, late, ...others], OPTIONS)).toEqual(indexOf(PRICES));
  });

  test("lies within 0 and 100, and turns over with the prices", () => {
    const prices = fc.array(fc.integer({ min: 1, max: 1_000_000 }), {
      minLength: 15,
      maxLength: 60,
    });
    fc.assert(
      fc.property(prices, (all) => {
        const { value } = indexOf(all);
        expect(value === null).toBe(new Set(all).size === 1);
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
        const top = Math.max(...all) + 1;
        expect(indexOf(all.map((price) => top - price)).value).toBeCloseTo(100 - value, 6);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { MARGIN, rowAt, strikeScales, strikeTicks } from "@/components/charts/strike-scales";
import type { CurveStrike } from "@/lib/contract/market/curve-data";

const none = { callOpenInterest: null, putOpenInterest: null };
const rows: CurveStrike[] = [100, 105, 110, 120].map((strike) => ({
  strike,
  callGex: 30,
  putGex: -10,
  netGex: 20,
  ...none,
}));
const size = { width: 600, height: 400 };

describe("the drawing of a curve", () => {
  test("puts higher strikes higher, puts left and calls right of 0", () => {
    const { price, exposure } = strikeScales(rows, size);
    const heights = rows.map(({ strike }) => price(strike));
    expect(heights).toEqual(heights.toSorted((one, other) => other - one));
    expect(Math.min(...heights)).toBeGreaterThan(MARGIN.top);
    expect(Math.max(...heights)).toBeLessThan(size.height - MARGIN.bottom);
    expect(exposure(-10)).toBeLessThan(exposure(0));
    expect(exposure(30)).toBeGreaterThan(exposure(0));
    expect(exposure(30)).toBeLessThanOrEqual(size.width - MARGIN.right);
    // A put of a third of a call is drawn a third as long.
    const [put, call] = [exposure(0) - exposure(-10), exposure(30) - exposure(0)];
    expect(put / call).toBeCloseTo(1 / 3, 6);
  });

  test("names strikes and nothing else, as many as have room", () => {
    const { price } = strikeScales(rows, size);
    expect(strikeTicks(rows, { price, room: 20 })).toEqual([100, 105, 110, 120]);
    expect(strikeTicks(rows, { price, room: 100 })).toEqual([100, 110, 120]);
  });

  test("is read at the nearest strike", () => {
    const { price } = strikeScales(rows, size);
    expect(rowAt(rows, price(105) + 3, price)).toBe(1);
    expect(rowAt(rows, 0, price)).toBe(3);
    expect(rowAt(rows, 10_000, price)).toBe(0);
  });

  test("is drawn for a single strike without any gamma too", () => {
    const one = [{ strike: 50, callGex: null, putGex: null, netGex: null, ...none }];
    const { price, exposure, thickness } = strikeScales(one, size);
    for (const place of [price(50), exposure(0), thickness]) expect(place).toBeGreaterThan(0);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONCENTRATIONS, type RANGES, strikeRows } from "@/components/charts/strike-rows";
import type { CurveStrike } from "@/lib/contract/market/curve-data";

function strike(price: number, callGex: number | null, putGex: number | null): CurveStrike {
  const netGex = callGex === null || putGex === null ? null : callGex + putGex;
  return { strike: price, callGex, putGex, netGex, callOpenInterest: null, putOpenInterest: null };
}

const CURVE = [
  strike(90, 1, -1),
  strike(95, 5, -15),
  strike(98, 10, -30),
  strike(100, 20, -10),
  strike(102, 4, -2),
  strike(105, 1, -1),
];
const prices = (rows: readonly CurveStrike[]) => rows.map((row) => row.strike);

describe("the strikes shown", () => {
  test("lie within the range around spot, its ends included", () => {
    const within = (range: (typeof RANGES)[number]) =>
      prices(strikeRows(CURVE, 100, { range, concentration: "100" }));
    expect(within("2")).toEqual([98, 100, 102]);
    expect(within("5")).toEqual([95, 98, 100, 102, 105]);
    expect(within("all")).toEqual(prices(CURVE));
  });

  test("are the fewest that hold a share of gamma, by size", () => {
    // Weights: 2, 20, 40, 30, 6, 2 of 100.
    const top = (concentration: (typeof CONCENTRATIONS)[number]) =>
      prices(strikeRows(CURVE, 100, { range: "all", concentration }));
    expect(top("90")).toEqual([95, 98, 100]);
    expect(top("95")).toEqual([95, 98, 100, 102]);
    expect(top("99")).toEqual(prices(CURVE));
  });

  test("are all without a spot, and go by net without calls and puts", () => {
    expect(strikeRows(CURVE, null, { range: "2", concentration: "100" })).toEqual(CURVE);
    const nets = [
      { ...strike(1, null, null), netGex: 95 },
      { ...strike(2, null, null), netGex: -5 },
    ];
    expect(prices(strikeRows(nets, null, { range: "all", concentration: "90" }))).toEqual([1]);
  });

  test("stay ascending and reach the share, whatever the curve", () => {
    const curve = fc.array(fc.tuple(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.nat(1e9)));
    fc.assert(
      fc.property(curve, fc.constantFrom(...CONCENTRATIONS), (weights, concentration) => {
        const all = weights.map(([call, put], index) => strike(index + 1, call, -put));
        const rows = strikeRows(all, null, { range: "all", concentration });
        const total = (some: readonly CurveStrike[]) =>
          some.reduce((sum, { callGex, putGex }) => sum + (callGex ?? 0) - (putGex ?? 0), 0);
        const enough = (total(all) * Number(concentration)) / 100;
        expect(total(rows)).toBeGreaterThanOrEqual(enough * (1 - 1e-9));
        expect(prices(rows)).toEqual(prices(rows).toSorted((one, other) => one - other));
      }),
    );
  });
});

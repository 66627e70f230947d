import fc from "fast-check";
import { describe, expect, test } from "vitest";
import listed from "@/components/search/us-symbols.json";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { findWalls } from "@/lib/insight/walls";
import { demoCurve } from "@/lib/upstream/demo/demo-curve";
import { demoFigures } from "@/lib/upstream/demo/demo-figures";
import { demoHistory } from "@/lib/upstream/demo/demo-history";
import { createDemoLooks } from "@/lib/upstream/demo/demo-looks";
import { MINUTE_MS } from "@/lib/upstream/demo/demo-path";
import prices from "@/lib/upstream/demo/demo-prices.json";
import { type DemoSymbol, findDemoSymbol } from "@/lib/upstream/demo/demo-symbols";

const looks = createDemoLooks(createNyseCalendar(), "two-a-day");
const LISTED = Object.keys(listed);
const NOW = Date.parse("2026-11-29T18:00:00Z");
const names = fc.constantFrom(...LISTED);
const times = fc.integer({ min: Date.UTC(2025, 0, 6), max: Date.UTC(2028, 11, 1) });

function demoSymbol(name: string): DemoSymbol {
  const symbol = findDemoSymbol(name);
  if (symbol === null) throw new Error(name);
  return symbol;
}
const summaryOf = (name: string, now = NOW) =>
  demoFigures(demoSymbol(name), Math.floor(looks.asOf(name, now) / MINUTE_MS));
const historyOf = (name: string) =>
  demoHistory(demoSymbol(name), looks.asOf(name, NOW), "1y", looks).points;

/** NaN and infinity in a value, however deep. */
function notFinite(value: unknown): number[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(notFinite) : [];
}

describe("prices of the demo market", () => {
  test("are listed for every symbol of the search", () => {
    expect(LISTED.filter((name) => !Object.hasOwn(prices, name))).toEqual([]);
  });

  test("are of a plausible size for an index trader", () => {
    for (const [name, low, high] of [
      ["SPX", 5_000, 9_000],
      ["SPY", 500, 900],
      ["VIX", 8, 45],
      ["NDX", 17_000, 35_000],
      ["BRK.B", 380, 650],
      ["T", 16, 40],
    ] as const) {
      expect(summaryOf(name).spot, name).toBeGreaterThan(low);
      expect(summaryOf(name).spot, name).toBeLessThan(high);
    }
  });

  test("move together in one market, and the VIX against it", () => {
    const movesOf = (name: string) =>
      historyOf(name).map(({ spot }, index, all) => (spot ?? 0) / (all[index - 1]?.spot ?? 1) - 1);
    const agreement = (one: string, other: string) => {
      const [left, right] = [movesOf(one).slice(1), movesOf(other).slice(1)];
      return (
        left.filter((move, index) => move > 0 === (right[index] ?? 0) > 0).length / left.length
      );
    };
    expect(agreement("SPX", "SPY")).toBeGreaterThan(0.9);
    expect(agreement("VIX", "SPY")).toBeLessThan(0.2);
    expect(agreement("XOM", "SPY")).toBeGreaterThan(0.3);
    expect(agreement("XOM", "SPY")).toBeLessThan(0.7);
  });

  test("return to their base, and move by their volatility", () => {
    for (const name of ["SPY", "TSLA", "KO"]) {
      const { basePrice, volatility } = demoSymbol(name);
      const spots = historyOf(name).map(({ spot }) => spot ?? Number.NaN);
      const moves = spots.slice(1).map((spot, index) => Math.log(spot / (spots[index] ?? 1)));
      const deviation = Math.sqrt(moves.reduce((sum, move) => sum + move ** 2, 0) / moves.length);
      expect((deviation * Math.sqrt(252)) / volatility, name).toBeGreaterThan(0.7);
      expect((deviation * Math.sqrt(252)) / volatility, name).toBeLessThan(1.4);
      for (const spot of spots) {
        const away = Math.abs(Math.log(spot / basePrice)) / (volatility / Math.sqrt(252));
        expect(away, name).toBeLessThan(4 * 3.5 + 1);
      }
    }
  });
});

describe("figures of the demo market", () => {
  test("are never NaN, and walls lie on their sides of spot", () => {
    fc.assert(
      fc.property(names, times, (name, now) => {
        const summary = summaryOf(name, now);
        const minute = Math.floor(looks.asOf(name, now) / MINUTE_MS);
        const { strikes } = demoCurve(demoSymbol(name), minute, "combined");
        expect(notFinite([summary, strikes])).toEqual([]);
        const spot = summary.spot ?? Number.NaN;
        const most = (side: "callGex" | "putGex") =>
          strikes.reduce((best, one) =>
            Math.abs(one[side] ?? 0) > Math.abs(best[side] ?? 0) ? one : best,
          ).strike;
        expect(most("callGex")).toBeGreaterThan(spot);
        expect(most("putGex")).toBeLessThan(spot);
        expect(findWalls(strikes, spot)).toEqual({
          callWall: most("callGex"),
          putWall: most("putGex"),
        });
        expect(summary.flip).toBeGreaterThan(strikes[0]?.strike ?? Number.NaN);
        expect(summary.flip).toBeLessThan(strikes.at(-1)?.strike ?? Number.NaN);
      }),
      { numRuns: 60 },
    );
  });

  test("cross the flip a few times a year", () => {
    const crossings = LISTED.filter((_, index) => index % 13 === 0)
      .map((name) => {
        const signs = historyOf(name).map(({ netGex }) => Math.sign(netGex ?? 0));
        return signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length;
      })
      .toSorted((one, other) => one - other);
    const median = crossings[Math.floor(crossings.length / 2)];
    expect(median).toBeGreaterThanOrEqual(2);
    expect(median).toBeLessThanOrEqual(8);
    expect(crossings.at(-1)).toBeLessThanOrEqual(16);
    // Few symbols stay on one side all year.
    expect(crossings.filter((count) => count === 0).length).toBeLessThan(crossings.length / 4);
  });

  test("have both regimes among the symbols of the search", () => {
    const some = LISTED.filter((_, index) => index % 4 === 0);
    const signs = some.map((name) => Math.sign(summaryOf(name).netGex ?? 0));
    const negative = signs.filter((sign) => sign < 0).length / signs.length;
    expect(negative).toBeGreaterThan(0.15);
    expect(negative).toBeLessThan(0.6);
  });

  test("continue a history into the summary, and stay as they were", () => {
    fc.assert(
      fc.property(names, times, (name, now) => {
        const asOf = looks.asOf(name, now);
        const { points } = demoHistory(demoSymbol(name), asOf, "30d", looks);
        const { spot, netGex, flip, impliedVolatility, ivRank } = summaryOf(name, now);
        expect(points.at(-1)).toMatchObject({ spot, netGex, flip, impliedVolatility, ivRank });
        expect(Date.parse(points.at(-1)?.at ?? "")).toBe(asOf);
        // A day of the past is the same from wherever it is looked at.
        const [first] = points;
        if (first === undefined) throw new Error("no points");
        expect(summaryOf(name, Date.parse(first.at))).toMatchObject({
          spot: first.spot,
          ivRank: first.ivRank,
        });
      }),
      { numRuns: 20 },
    );
  });

  test("leave out the volume of an index, which has none", () => {
    expect(["SPX", "VIX", "NDX"].map((name) => summaryOf(name).averageVolume)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

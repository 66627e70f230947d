import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNetWalls, findWalls, nearestStrikes } from "@/lib/insight/walls";
import { curveOf } from "./sample-parts";

const strikesOf = (...rows: Parameters<typeof curveOf>[0]) => curveOf(rows)?.data.strikes ?? [];

/**
 * Definition: the strike with the highest call gamma, and the one with the highest put gamma
 * (OptionCharts). Calls at or above spot, puts at or below: AlphaGEX's `compute_walls`.
 */
describe("walls of a curve", () => {
  test("are the largest call gamma above spot and put gamma below", () => {
    const strikes = strikesOf(
      [90, 900, -10],
      [95, 1, -70],
      [98, 5, -60],
      [102, 40, -5],
      [105, 80, -900],
      [110, 30, -1],
    );
    // 90 has more calls than 105 and 105 more puts than 95, but on the wrong side of spot.
    expect(findWalls(strikes, 100)).toEqual({ callWall: 105, putWall: 95 });
  });

  test("puts count by size, whichever sign the upstream gives them", () => {
    expect(findWalls(strikesOf([95, 0, 70], [98, 0, -60]), 100).putWall).toBe(95);
  });

  test("are missing on a side without gamma or without strikes", () => {
    const bare = { callWall: null, putWall: null };
    expect(findWalls(strikesOf([95, 9, 0], [105, 0, -9]), 100)).toEqual(bare);
    expect(findWalls(strikesOf([95, 9, null], [105, null, -9]), 100)).toEqual(bare);
    expect(findWalls(strikesOf([105, -9, 0]), 100)).toEqual(bare);
    expect(findWalls([], 100)).toEqual(bare);
  });

  test("take a strike at spot for the heavier side only", () => {
    const around = [
      [95, 0, -20],
      [105, 30, 0],
    ] as const;
    const [below, above] = around;
    expect(findWalls(strikesOf(below, [100, 90, -80], above), 100)).toEqual({
      callWall: 100,
      putWall: 95,
    });
    expect(findWalls(strikesOf(below, [100, 80, -90], above), 100)).toEqual({
      callWall: 105,
      putWall: 100,
    });
    expect(findWalls(strikesOf([100, 80, -90]), 100)).toEqual({ callWall: null, putWall: 100 });
  });

  test("of equals the one nearest to spot is the wall", () => {
    const strikes = strikesOf([90, 0, -7], [95, 0, -7], [105, 7, 0], [110, 7, 0]);
    expect(findWalls(strikes, 100)).toEqual({ callWall: 105, putWall: 95 });
    expect(findWalls(strikes.toReversed(), 100)).toEqual({ callWall: 105, putWall: 95 });
  });
});

/** Definition: the highest net positive and the most negative strike (optionscout). */
describe("walls by net gamma", () => {
  test("are the most positive above spot, the most negative below", () => {
    const strikes = [
      { strike: 90, net: -8 },
      { strike: 95, net: 20 },
      { strike: 98, net: -5 },
      { strike: 103, net: -30 },
      { strike: 105, net: 6 },
      { strike: 110, net: null },
    ];
    expect(findNetWalls(strikes, 100)).toEqual({ callWall: 105, putWall: 90 });
    expect(findNetWalls([{ strike: 110, net: 3 }], 100)).toEqual({ callWall: 110, putWall: null });
  });
});

describe("the strikes next to spot", () => {
  test("are one a side, the same twice at spot, and null if none", () => {
    const strikes = [{ strike: 95 }, { strike: 100 }, { strike: 105 }];
    expect(nearestStrikes(strikes, 101)).toEqual({ below: 100, above: 105 });
    expect(nearestStrikes(strikes, 100)).toEqual({ below: 100, above: 100 });
    expect(nearestStrikes(strikes, 94)).toEqual({ below: null, above: 95 });
    expect(nearestStrikes(strikes, 106)).toEqual({ below: 105, above: null });
    expect(nearestStrikes([], 100)).toEqual({ below: null, above: null });
  });
});

test("finds the largest walls, each on its side, for any curve", () => {
  const gamma = fc.option(fc.integer({ min: -20, max: 20 }), { nil: null });
  const row = fc.tuple(fc.integer({ min: 1, max: 40 }), gamma, gamma);
  const rows = fc.uniqueArray(row, { selector: ([strike]) => strike, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 40 }), (curve, spot) => {
      const { callWall, putWall } = findWalls(strikesOf(...curve), spot);
      expect(callWall === null || callWall !== putWall).toBe(true);
      const call = curve.find(([strike]) => strike === callWall);
      const put = curve.find(([strike]) => strike === putWall);
      const [callSize, putSize] = [call?.[1] ?? 0, Math.abs(put?.[2] ?? 0)];
      for (const [strike, calls, puts] of curve) {
        if (strike > spot) expect(calls ?? 0).toBeLessThanOrEqual(callSize);
        if (strike < spot) expect(Math.abs(puts ?? 0)).toBeLessThanOrEqual(putSize);
      }
      if (call) expect(call[0]).toBeGreaterThanOrEqual(spot);
      if (put) expect(put[0]).toBeLessThanOrEqual(spot);
      if (call) expect(callSize).toBeGreaterThan(0);
      if (put) expect(putSize).toBeGreaterThan(0);
    }),
  );
});

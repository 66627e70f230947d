import { describe, expect, test } from "vitest";
import { jain, paceOf, percentile, union } from "./measures";

test("a percentile is the smallest value that the share of all reach", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.95)).toBe(95);
  expect(percentile([30, 10, 20], 0.5)).toBe(20);
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([], 0.5)).toBeNull();
});

test("Jain's index is 1 for equal shares, 1/n for one who got it all, and between for others", () => {
  expect(jain([5, 5, 5, 5])).toBe(1);
  expect(jain([9, 0, 0])).toBeCloseTo(1 / 3);
  // (1 + 2 + 3)² / (3 · (1 + 4 + 9)) = 36 / 42
  expect(jain([1, 2, 3])).toBeCloseTo(36 / 42);
});

test("overlapping spans are one", () => {
  const spans = [
    { from: 5, to: 8 },
    { from: 0, to: 3 },
    { from: 2, to: 4 },
    { from: 3, to: 3.5 },
  ];
  expect(union(spans)).toEqual([
    { from: 0, to: 4 },
    { from: 5, to: 8 },
  ]);
});

describe("the pace while a line stood", () => {
  const rule = { limit: 2, cycleMs: 60 };
  const always = [{ from: 0, to: 184 }];

  test("is the ideal one when each call goes as soon as a slot is free, also in bursts", () => {
    // Rows 0-60, 5-65, 60-120, 65-125, 120-180; after that the line ends within a cycle.
    expect(paceOf([0, 5, 60, 65, 120, 125, 180], always, rule)).toEqual({ ideal: 300, took: 300 });
  });

  test("is slower by what was left unused", () => {
    // Rows 0-90, 30-120: 60 of 90 twice.
    expect(paceOf([0, 30, 90, 120], [{ from: 0, to: 120 }], rule)).toEqual({
      ideal: 120,
      took: 180,
    });
  });

  test("says nothing of a time when nobody waited", () => {
    const spans = [
      { from: 0, to: 50 },
      { from: 100, to: 140 },
    ];
    expect(paceOf([0, 5, 100, 105, 150], spans, rule)).toEqual({ ideal: 0, took: 0 });
  });

  test("counts a line that nothing moves", () => {
    expect(paceOf([0, 5], [{ from: 0, to: 600 }], rule)).toEqual({ ideal: 120, took: 1195 });
  });
});

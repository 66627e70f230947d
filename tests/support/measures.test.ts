import { describe, expect, test } from "vitest";
import { jain, paceOf, percentile, union } from "./measures";

test("returns the smallest value that covers the share", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.95)).toBe(95);
  expect(percentile([30, 10, 20], 0.5)).toBe(20);
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([], 0.5)).toBeNull();
});

test("computes Jain's index: 1 if equal, 1/n if one has all", () => {
  expect(jain([5, 5, 5, 5])).toBe(1);
  expect(jain([9, 0, 0])).toBeCloseTo(1 / 3);
  // (1 + 2 + 3)² / (3 · (1 + 4 + 9)) = 36 / 42
  expect(jain([1, 2, 3])).toBeCloseTo(36 / 42);
});

test("merges overlapping spans", () => {
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

describe("the pace while requests were queued", () => {
  const rule = { limit: 2, cycleMs: 60 };
  const always = [{ from: 0, to: 184 }];

  test("is ideal when each slot is used as soon as it is free", () => {
    // Rows 0-60, 5-65, 60-120, 65-125, 120-180. After that the queue ends within a cycle.
    expect(paceOf([0, 5, 60, 65, 120, 125, 180], always, rule)).toEqual({ ideal: 300, took: 300 });
  });

  test("is slower by the unused time", () => {
    // Rows 0-90, 30-120: 60 of 90 twice.
    expect(paceOf([0, 30, 90, 120], [{ from: 0, to: 120 }], rule)).toEqual({
      ideal: 120,
      took: 180,
    });
  });

  test("ignores the time without a queue", () => {
    const spans = [
      { from: 0, to: 50 },
      { from: 100, to: 140 },
    ];
    expect(paceOf([0, 5, 100, 105, 150], spans, rule)).toEqual({ ideal: 0, took: 0 });
  });

  test("counts a queue that does not move", () => {
    expect(paceOf([0, 5], [{ from: 0, to: 600 }], rule)).toEqual({ ideal: 120, took: 1195 });
  });
});

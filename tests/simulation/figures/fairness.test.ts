import { describe, expect, test } from "vitest";
import { fairnessOf } from "./fairness";

describe("fairness", () => {
  const rule = { limit: 4, windowMs: 60 };
  const grant = (at: number, caller: string) => ({ at, caller });
  // Two callers at 4 a window: 5 slots each take 2.5 windows, 150 ms.
  const waited = new Map([
    ["one", [{ from: 0, to: 150 }]],
    ["two", [{ from: 0, to: 150 }]],
  ]);

  test("is Jain's index of the slots of callers who always waited", () => {
    const granted = [grant(10, "one"), grant(20, "one"), grant(30, "one"), grant(40, "two")];
    // (3 + 1)² / (2 · (9 + 1)) = 16 / 20
    expect(fairnessOf({ granted, waited, ...rule })).toEqual([0.8]);
  });

  test("skips spans that are too short or have one caller", () => {
    const granted = [grant(10, "one")];
    const shorter = new Map(waited).set("two", [{ from: 0, to: 149 }]);
    expect(fairnessOf({ granted, waited: shorter, ...rule })).toEqual([]);
    const alone = new Map([["one", [{ from: 0, to: 600 }]]]);
    expect(fairnessOf({ granted, waited: alone, ...rule })).toEqual([]);
  });

  test("covers every span, from the start of a wait", () => {
    const later = new Map([
      ["one", [{ from: 0, to: 300 }]],
      ["two", [{ from: 100, to: 300 }]],
    ]);
    const granted = [grant(10, "one"), grant(120, "one"), grant(130, "two")];
    // From 100: one each. From 120: the same. From 130: two for one, none for the other.
    expect(fairnessOf({ granted, waited: later, ...rule })).toEqual([1, 0.5, 1]);
  });
});

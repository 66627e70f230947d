import { expect, test } from "vitest";
import { curveLevels } from "@/components/symbol/curve/curve-levels";
import { readLevels } from "@/lib/insight/levels";
import { AAPL, curveOf } from "../../insight/sample-parts";
import { RULES } from "../../insight/sample-rules";

/** Of the recorded headline: spot 263.85, flip 247.45. */
const levels = readLevels(
  {
    ...AAPL,
    curve: curveOf(
      [
        [260, 0, -9],
        [270, 9, 0],
      ],
      { spot: 263.85 },
    ),
  },
  RULES,
);
const named = (...curve: Parameters<typeof curveLevels>) =>
  curveLevels(...curve).map(({ name, price }) => `${name} ${price}`);

test("takes the ticker's flip and walls on the combined curve", () => {
  expect(named(levels, { expiry: "combined", spot: 263, flip: 240 })).toEqual([
    "Spot 263.85",
    "Flip 247.45",
    "Call wall 270",
    "Put wall 260",
  ]);
});

test("says that a newer spot has passed a wall", () => {
  // A curve of spot 262 with its call wall at 263; the summary's spot is 263.85.
  const strikes = [
    [255, 0, -9],
    [263, 9, 0],
  ] as const;
  const curve = curveOf(strikes, { spot: 262 }, "2026-04-16T13:35:00.000Z");
  const broken = readLevels({ ...AAPL, curve }, RULES);
  expect(named(broken, { expiry: "combined", spot: 262, flip: null })).toEqual([
    "Spot 263.85",
    "Flip 247.45",
    "Call wall, broken 263",
    "Put wall 255",
  ]);
});

test("takes an expiry's own flip, or says that it is of all", () => {
  expect(named(levels, { expiry: "nearest", spot: 263, flip: 240 })).toEqual([
    "Spot 263.85",
    "Flip 240",
    "Call wall, all 270",
    "Put wall, all 260",
  ]);
  expect(named(levels, { expiry: "nearest", spot: 263, flip: null })).toContain("Flip, all 247.45");
  expect(named(null, { expiry: "nearest", spot: 263, flip: null })).toEqual(["Spot 263"]);
});

import { expect, test } from "vitest";
import { curveLevels } from "@/components/symbol/curve-levels";
import { readLevels } from "@/lib/insight/levels";
import { AAPL, curveOf } from "../../insight/sample-parts";

/** Of the recorded headline: spot 263.85, flip 247.45. */
const levels = readLevels({
  ...AAPL,
  curve: curveOf(
    [
      [260, 0, -9],
      [270, 9, 0],
    ],
    { spot: 263.85 },
  ),
});
const named = (...curve: Parameters<typeof curveLevels>) =>
  curveLevels(...curve).map(({ name, price }) => `${name} ${price}`);

test("on the curve of all expiries the flip and the walls are the ticker's, unsaid", () => {
  expect(named(levels, { expiry: "combined", spot: 263, flip: 240 })).toEqual([
    "Spot 263.85",
    "Flip 247.45",
    "Call wall 270",
    "Put wall 260",
  ]);
});

test("on one expiry's curve the flip is its own, or else is said to be that of all", () => {
  expect(named(levels, { expiry: "nearest", spot: 263, flip: 240 })).toEqual([
    "Spot 263.85",
    "Flip 240",
    "Call wall, all 270",
    "Put wall, all 260",
  ]);
  expect(named(levels, { expiry: "nearest", spot: 263, flip: null })).toContain("Flip, all 247.45");
  expect(named(null, { expiry: "nearest", spot: 263, flip: null })).toEqual(["Spot 263"]);
});

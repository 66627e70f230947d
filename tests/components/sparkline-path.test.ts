import { expect, test } from "vitest";
import { sparklinePath } from "@/components/ui/sparkline-path";

const size = { width: 100, height: 20 };

test("spaces figures evenly from lowest to highest, zero between", () => {
  expect(sparklinePath([-10, 30, 10], size)).toEqual({
    lines: ["0,20 50,0 100,10"],
    dots: [],
    last: { x: 100, y: 10 },
    zero: 15,
  });
});

test("has no zero for figures of one sign; equal ones lie midway", () => {
  expect(sparklinePath([5, 7], size).zero).toBeNull();
  expect(sparklinePath([4, 4], size).lines).toEqual(["0,10 100,10"]);
});

test("leaves a gap for a missing figure, and a dot for one alone", () => {
  expect(sparklinePath([0, 10, null, null, 5, null, 0, 10, 20, 10, 0], size)).toEqual({
    lines: ["0,20 10,10", "60,20 70,10 80,0 90,10 100,20"],
    dots: [{ x: 40, y: 15 }],
    last: { x: 100, y: 20 },
    zero: null,
  });
});

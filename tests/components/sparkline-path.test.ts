import { expect, test } from "vitest";
import { sparklinePath } from "@/components/ui/sparkline-path";

const size = { width: 100, height: 20 };

test("figures stand at equal distances between the lowest and the highest, zero between them", () => {
  expect(sparklinePath([-10, 30, 10], size)).toEqual({
    points: "0,20 50,0 100,10",
    last: { x: 100, y: 10 },
    zero: 15,
  });
});

test("figures of one sign have no zero, and equal ones lie in the middle", () => {
  expect(sparklinePath([5, 7], size).zero).toBeNull();
  expect(sparklinePath([4, 4], size).points).toBe("0,10 100,10");
});

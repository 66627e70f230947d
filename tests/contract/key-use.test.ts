import { expect, test } from "vitest";
import { shareLevel } from "@/lib/contract/admin/key-use";

test.each([
  [0, 0, null],
  [5, 0, null],
  [0, 10, "within"],
  [7, 10, "within"],
  [8, 10, "high"],
  [9, 10, "high"],
  [10, 10, "full"],
  [19, 20, "full"],
  [11, 10, "over"],
  [1, 1, "full"],
  [2, 1, "over"],
])("%i calls of a share of %i are %s", (used, share, level) => {
  expect(shareLevel(used, share)).toBe(level);
});

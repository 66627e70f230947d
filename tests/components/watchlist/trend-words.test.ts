import { expect, test } from "vitest";
import { trendWords } from "@/components/watchlist/trend-words";

const wordsOf = (...trend: Parameters<typeof trendWords>) => trendWords(...trend);

test("says a trend's days, from where to where, and whose figures", () => {
  const figures = [-1.02e9, null, 3e6];
  const lastDay = "2025-11-20";
  expect(wordsOf({ figures, lastDay, own: 2 })).toBe(
    "Net GEX, 2 of the 3 trading days to Nov 20, 2025: from −1.02B to +3.00M, loaded here",
  );
  expect(wordsOf({ figures, lastDay, own: 1 })).toContain(", 1 loaded here, 1 from history");
  expect(wordsOf({ figures, lastDay, own: 0 })).toMatch(/, from history$/);
});

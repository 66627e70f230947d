import { expect, test } from "vitest";
import { trendWords } from "@/components/watchlist/trend-words";

const wordsOf = (...trend: Parameters<typeof trendWords>) =>
  trendWords(...trend).replaceAll("\u202f", " ");

test("a trend says of which days it is, from where to where it went, and whose figures it has", () => {
  const figures = [-1.02e9, null, 3e6];
  const lastDay = "2025-11-20";
  expect(wordsOf({ figures, lastDay, own: 2 })).toBe(
    "Net GEX, 2 of the 3 trading days to 20 Nov 2025: from −1.02 B to +3.00 M, as loaded here",
  );
  expect(wordsOf({ figures, lastDay, own: 1 })).toContain(
    ", 1 as loaded here, 1 by the upstream's history",
  );
  expect(wordsOf({ figures, lastDay, own: 0 })).toMatch(/, by the upstream's history$/);
});

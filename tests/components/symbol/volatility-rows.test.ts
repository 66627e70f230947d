import { expect, test } from "vitest";
import { volatilityRows } from "@/components/symbol/volatility-rows";
import { readExpectedMove } from "@/lib/insight/expected-move";
import type { PartsAtHand } from "@/lib/insight/parts-at-hand";
import { AAPL, SPY } from "../../insight/sample-parts";

/** The expected move of a week as the panel tells it. */
function weekOf(parts: PartsAtHand) {
  const rows = volatilityRows(parts.gex?.data ?? null, readExpectedMove(parts, "week"));
  const row = rows.find(({ label }) => label === "Expected move, 1 week");
  return [row?.text.replaceAll("\u202f", " "), row?.title];
}

test("the week's expected move is the upstream's, or else made of implied volatility, and says which", () => {
  expect(weekOf(AAPL)).toEqual([
    "±4.09 %",
    "One sigma either way in five trading days, as the upstream tells",
  ]);
  // v1 tells none. By hand: 0.160655 * sqrt(5 / 252) = 0.022630.
  expect(weekOf(SPY)).toEqual([
    "±2.26 %",
    "One sigma either way in five trading days, made of implied volatility × √(5/252)",
  ]);
});

import { expect, test } from "vitest";
import { volatilityRows } from "@/components/symbol/history/volatility-rows";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readExpectedMove } from "@/lib/insight/expected-move";
import { AAPL, SPY } from "../../insight/sample-parts";
import { RULES } from "../../insight/sample-rules";

/** The expected move of a week as the panel tells it. */
function weekOf(parts: AvailableParts) {
  const rows = volatilityRows(parts.gex?.data ?? null, readExpectedMove(parts, "week", RULES));
  const row = rows.find(({ label }) => label === "Expected move, 1 week");
  return [row?.text, row?.title];
}

test("says if the week's expected move is the upstream's or made", () => {
  expect(weekOf(AAPL)).toEqual([
    "±4.09%",
    "Expected move (±1σ) of 5 trading days, reported by Trading Volatility",
  ]);
  // v1 reports none. By hand: 0.160655 * sqrt(5 / 252) = 0.022630.
  expect(weekOf(SPY)).toEqual(["±2.26%", "Expected move (±1σ) of 5 trading days = IV × √(5/252)"]);
});

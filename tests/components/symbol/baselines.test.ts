import { expect, test } from "vitest";
import { baselineCards } from "@/components/symbol/levels/baseline-cards";
import { moveTitle, sessionWords } from "@/components/symbol/levels/move-words";
import { ratingWords } from "@/components/symbol/levels/rating-words";
import { readExpectedMove } from "@/lib/insight/expected-move";
import { AAPL, partsWith, SPY } from "../../insight/sample-parts";
import { RULES } from "../../insight/sample-rules";

const shown = (parts: typeof AAPL) =>
  baselineCards(parts.gex?.data ?? null).map(({ label, figure, foot }) => [label, figure, foot]);

test("shows AAPL against its own baselines, computed by hand", () => {
  expect(shown(AAPL)).toEqual([
    // `atm_iv` against `realized_vol_20d` of the same reply: 0.290136 - 0.238805 = 0.051330.
    ["IV − realized", "+5.1 pts", "IV 29.0%, realized 23.9%"],
    ["Skew, ±1σ", "+4.9 pts", "baseline +9.1 pts"],
    ["Put/call change", "−0.03 / +0.05", "in 30 / 60 days"],
    ["Open interest", "851.22K / 1.49M", "puts / calls"],
    // GEX in shares over average daily volume: the upstream's notes on its GEX dashboard.
    ["GEX / volume", "6.1%", "of average daily volume"],
  ]);
});

test("says what v1 does not report, and what is not loaded", () => {
  expect(shown(SPY)).toEqual([
    ["IV − realized", "—", "not reported"],
    // Source: the upstream's skew pages. v1 sends -0.024952: calls at 2.5 hundredths less delta.
    ["Call skew, ±1σ", "−2.5Δ", "call delta − put delta"],
    ["Put/call change", "—", "not reported"],
    ["Open interest", "—", "not reported"],
    ["GEX / volume", "—", "not reported"],
  ]);
  expect(new Set(shown(partsWith()).map(([, , foot]) => foot))).toEqual(
    new Set(["summary not loaded"]),
  );
});

test("names the session that an expected move starts with", () => {
  const [morning, closing] = [AAPL, SPY].map((parts) => readExpectedMove(parts, "day", RULES));
  expect([morning, closing].map((move) => move && sessionWords(move))).toEqual([
    "Apr 16",
    "next session",
  ]);
  expect(moveTitle(morning ?? null, "1-day", "IV / √252")).toBe(
    "1-day expected move (±1σ), reported by Trading Volatility. It starts with the session of Apr 16",
  );
  expect(moveTitle(closing ?? null, "1-day", "IV / √252")).toBe(
    "1-day expected move (±1σ) = IV / √252. From a closing update: it starts with the next session",
  );
});

test("repeats the upstream's rating in its own words", () => {
  // Source: the upstream's capabilities page, 5 Bullish, 4 Hold, 3 Avoid, 2 Wait, 1 Bearish.
  expect([1, 2, 3, 4, 5].map((rating) => ratingWords(rating)?.words)).toEqual([
    "Trading Volatility rating: 1, Bearish. Not advice.",
    "Trading Volatility rating: 2, Wait. Not advice.",
    "Trading Volatility rating: 3, Avoid. Not advice.",
    "Trading Volatility rating: 4, Hold. Not advice.",
    "Trading Volatility rating: 5, Bullish. Not advice.",
  ]);
  expect(ratingWords(null)).toBeNull();
});

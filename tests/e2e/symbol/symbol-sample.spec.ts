import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { entryText, headOf, pressAndWait, textOf } from "./symbol-page";

const SAMPLE = readFileSync(new URL("../../samples/v2-tickers-AAPL.json", import.meta.url), "utf8");

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "30" } });

/**
 * By hand from the sample, price 263.85:
 *   flip 247.45 - 263.85 = -16.40, / 263.85 = -6.2157 %
 *   a day  1.82768 % of 263.85 = 4.8223:  259.0277 to 268.6723
 *   a week 4.08682 %
 *   share of the nearest expiration 453,488,422.36 / 966,965,894.18 = 0.46898
 */
const CARDS: [string, string][] = [
  ["Spot", "263.85"],
  ["Net GEX", "+$966.97M | per 1% move positive gamma"],
  ["Flip", "247.45 | −$16.40 · −6.22% below spot"],
  // Of the update of 09:35, so it is the move of that day's session.
  ["Expected move, 1 dayApr 16", "±1.83% | ±$4.82 · 259.03 – 268.67"],
  // 0.290136 * sqrt(21 / 252) = 8.3755 %; 263.85 -/+ 22.0987
  ["30-day moveApr 16", "±8.38% | ±$22.10 · 241.75 – 285.95"],
  // 29.0 - 23.9
  ["IV − realized", "+5.1 pts | IV 29.0%, realized 23.9%"],
  ["Skew, ±1σ", "+4.9 pts | baseline +9.1 pts"],
  ["Put/call change", "−0.03 / +0.05 | in 30 / 60 days"],
  ["Open interest", "851.22K / 1.49M | puts / calls"],
  ["GEX / volume", "6.1% | of average daily volume"],
];
const ROWS: [string, string][] = [
  ["Implied volatility annualized", "29.0%"],
  ["IV rank 0–100", "20.6"],
  ["Skew puts richer than calls, 25Δ", "1.10"],
  ["Put/call open interest", "0.57"],
  ["Put/call volume, yesterday's", "0.22"],
  ["Expected move, 1 week ±1σ, 5 trading days", "±4.09%"],
  ["Max gamma strike $", "270.00"],
  ["GEX in next expiration Apr 17, 2026, per 1%", "+$453.49M"],
  ["Share of net GEX in next expiration", "46.9%"],
  ["Average volume shares per day", "26.17M"],
];

test("shows AAPL's recorded reply as numbers computed by hand", async ({ page, fleet }) => {
  const headers = { "content-type": "application/json" };
  fleet.upstream.script({ symbol: "AAPL" }, { kind: "raw", headers, body: SAMPLE });
  await page.goto("/s/AAPL");
  await pressAndWait(headOf(page).button);
  const head = headOf(page).place;
  await expect(head).toContainText("263.85");
  // 13:35:55 UTC in April is 09:35:55 in New York.
  await expect(head).toContainText("as of Apr 16, 09:35:55 ET");
  await expect(head).toContainText(
    "Above the flip in positive gamma: dealer hedging tends to dampen moves.",
  );
  for (const [label, shown] of CARDS) {
    expect(await entryText(page, label), label).toContain(`${label} | ${shown} | `);
  }
  for (const [label, figure] of ROWS) {
    expect(await entryText(page, label), label).toBe(`${label} | ${figure}`);
  }
  await head.getByText("why").click();
  const why = await textOf(head.locator("dl"));
  expect(why).toContain("net GEX+$966.97M per 1%");
  expect(why).toContain("spot$263.85");
  expect(why).toContain("flip$247.45");
  // The sample has no strikes. The walls say so, and no values are invented.
  for (const label of ["Call wall", "Put wall"]) {
    expect(await entryText(page, label)).toBe(
      `${label} | —not available | strikes not loaded | strikes`,
    );
  }
});

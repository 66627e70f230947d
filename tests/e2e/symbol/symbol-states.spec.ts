import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { headOf, panelOf, pressAndWait, textOf } from "./symbol-page";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.5", REFRESH_INTERVAL_SECONDS: "0" } });

test("reports an unknown symbol to everyone, with the next step", async ({ page, fleet }) => {
  fleet.upstream.script({ symbol: "ZZZZ" }, { kind: "unknown-symbol" });
  await page.goto("/s/ZZZZ");
  const { place, button } = headOf(page);
  await button.click();
  await expect(place).toContainText("Trading Volatility does not know ZZZZ. Check the spelling");
  await expect(button).toContainText("Unknown symbol");
  await page.reload();
  await expect(place).toContainText("Trading Volatility does not know ZZZZ");
  await place.getByRole("link", { name: "to the watchlist" }).click();
  await expect(page).toHaveURL(/\/$/);
});

test("explains a missing part in its own panel, others stay", async ({ page, fleet }) => {
  await page.goto("/s/DIA");
  await pressAndWait(headOf(page).button);
  const spot = await textOf(headOf(page).place.getByRole("heading"));
  fleet.upstream.script({ symbol: "DIA", resource: "curve" }, { kind: "truncated" });
  const { panel, button } = panelOf(page, "Gamma by strike");
  await button.click();
  await expect(button).toContainText("Bad response");
  await expect(panel).toContainText("Trading Volatility returned data that cannot be used.");
  await expect(headOf(page).badge).toHaveText("Fresh");
  expect(await textOf(headOf(page).place.getByRole("heading"))).toBe(spot);
});

test("keeps figures with their age when limited or offline", async ({ page, context, fleet }) => {
  await page.goto("/s/IWM");
  await pressAndWait(headOf(page).button);
  await context.setOffline(true);
  await expect(page.getByText(/You're offline/).first()).toBeVisible();
  await expect(headOf(page).button).toHaveText(/1 API call/);
  await headOf(page).button.click();
  await expect(headOf(page).button).toContainText("No connection");
  await expect(headOf(page).badge).toBeVisible();
  await context.setOffline(false);
  fleet.upstream.reset();
  fleet.upstream.script({}, { kind: "limited", retryAfter: "6" });
  await headOf(page).button.click();
  await expect(headOf(page).badge).toHaveText("Stale");
  await expect(page.getByText(/Next API call in \d+s\. Refreshing/)).toBeVisible();
  const { panel, button } = panelOf(page, "History");
  await button.click();
  await expect(button).toContainText("Calls paused");
  await expect(panel).toContainText(/No data can be loaded for now/);
  expect(fleet.upstream.arrivals()).toHaveLength(1);
});

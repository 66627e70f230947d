import { expect } from "@playwright/test";
import { judgedTest as test } from "./support";
import { headOf, panelOf, pressAndWait, textOf } from "./symbol-page";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.5", REFRESH_INTERVAL_SECONDS: "0" } });

test("an unknown symbol is said to be one, with the next step, and stays so for whoever opens it", async ({
  page,
  fleet,
}) => {
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

test("a part that cannot be had says why in its own panel, and the others stay", async ({
  page,
  fleet,
}) => {
  await page.goto("/s/DIA");
  await pressAndWait(headOf(page).button);
  const spot = await textOf(headOf(page).place.getByRole("heading"));
  fleet.upstream.script({ symbol: "DIA", resource: "curve" }, { kind: "html" });
  const { panel, button } = panelOf(page, "Gamma by strike");
  await button.click();
  await expect(button).toContainText("Bad answer");
  await expect(panel).toContainText("Trading Volatility's answer could not be used.");
  await expect(headOf(page).badge).toHaveText("Fresh");
  expect(await textOf(headOf(page).place.getByRole("heading"))).toBe(spot);
});

test("limited, offline: the figures stay with their age, and the reason and the next step are told", async ({
  page,
  context,
  fleet,
}) => {
  await page.goto("/s/IWM");
  await pressAndWait(headOf(page).button);
  await context.setOffline(true);
  await expect(page.getByText(/You are offline/).first()).toBeVisible();
  await expect(headOf(page).button).toHaveText(/1 call/);
  await headOf(page).button.click();
  await expect(headOf(page).button).toContainText("No connection");
  await expect(headOf(page).badge).toBeVisible();
  await context.setOffline(false);
  fleet.upstream.reset();
  fleet.upstream.script({}, { kind: "limited", retryAfter: "6" });
  await headOf(page).button.click();
  await expect(headOf(page).badge).toHaveText("Stale");
  await expect(page.getByText(/Next call in \d+ s; refreshing/)).toBeVisible();
  const { panel, button } = panelOf(page, "History");
  await button.click();
  await expect(button).toContainText("Upstream paused");
  await expect(panel).toContainText(/No such call is made for now/);
  expect(fleet.upstream.arrivals()).toHaveLength(1);
});

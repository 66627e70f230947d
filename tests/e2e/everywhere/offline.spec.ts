import { expect } from "@playwright/test";
import { test } from "../support";
import { load, rowOf, spendingOf, watchRequests } from "../watchlist/watchlist";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "1", REFRESH_INTERVAL_SECONDS: "0" } });

test("keeps the last data offline and asks nothing on return", async ({ page, context }) => {
  await page.goto("/");
  await load(page, "SPY");
  const { button, figures, badge } = rowOf(page, "SPY");
  const before = await figures.textContent();
  await context.setOffline(true);
  const banner = page.getByText(/^You're offline\. Showing saved/);
  await expect(banner).toBeVisible();
  await expect(button).toHaveText(/1 API call · now/);
  await button.click();
  await expect(button).toHaveText(/No connection.*Try again/);
  expect(await figures.textContent()).toBe(before);

  const asked = watchRequests(context);
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
  await page.waitForLoadState("networkidle");
  expect(spendingOf(asked)).toEqual([]);
  await button.click();
  await expect(badge).toHaveText("Fresh");
  expect(spendingOf(asked)).toEqual(["GET /api/gex/SPY?refresh=1"]);
});

import { expect } from "@playwright/test";
import { test } from "./support";
import { load, rowOf, spendingOf, watchRequests } from "./watchlist";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "1", REFRESH_INTERVAL_SECONDS: "0" } });

test("offline the last data stay and say so, a press says why nothing came, and coming back asks nothing", async ({
  page,
  context,
}) => {
  await page.goto("/");
  await load(page, "SPY");
  const { button, figures, badge } = rowOf(page, "SPY");
  const before = await figures.textContent();
  await context.setOffline(true);
  const banner = page.getByText(/^You are offline\. The last data stay/);
  await expect(banner).toBeVisible();
  await expect(button).toHaveText(/1 call · now/);
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

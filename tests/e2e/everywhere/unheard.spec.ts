import { expect } from "@playwright/test";
import { test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "1", REFRESH_INTERVAL_SECONDS: "0" } });

test("claims nothing current while Gammagate is unreachable", async ({ page }) => {
  await page.clock.install();
  await page.goto("/");
  await load(page, "SPY");
  const { button, figures } = rowOf(page, "SPY");
  const before = await figures.textContent();
  await page.clock.runFor(2_000);
  await expect(button).toHaveText(/1 API call · now/);
  const health = page.getByRole("button", { name: /^API:/ });
  await expect(health).toHaveText(/Healthy/);
  const place = await button.boundingBox();

  // As a proxy answers in its place.
  const status = "**/api/rate-limit-status";
  await page.route(status, (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
  await page.clock.runFor(61_000);
  const banner = page.getByText(/^Gammagate has not responded since \d\d:\d\d ET\. Showing/);
  await expect(banner).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(
    page.getByRole("button", { name: /^Shared quota, unknown:\s*\?\/20/ }),
  ).toBeVisible();
  await expect(health).toHaveText(/Unknown/);
  await expect(button).toHaveText(/1 API call$/);
  expect(await figures.textContent()).toBe(before);
  expect(await button.boundingBox()).toEqual(place);

  await page.unroute(status);
  await page.clock.runFor(61_000);
  await expect(banner).toHaveCount(0);
  await expect(health).toHaveText(/Healthy/);
  await expect(button).toHaveText(/1 API call · now/);
});

import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.5" } });

test("reports a call spent in vain; its badge opens the reason", async ({ page, fleet }) => {
  await page.goto("/");
  await load(page, "QQQ");
  const { row, button, badge, figures } = rowOf(page, "QQQ");
  const before = await figures.textContent();
  fleet.upstream.reset();
  fleet.upstream.script({}, { kind: "failing", status: 500 });
  await expect(button).toHaveText(/1 API call · now/);
  await button.click();
  await expect(page.getByText(/^QQQ refresh failed, showing data from/)).toBeVisible();
  await expect(badge).toHaveText("Stale");
  expect(await figures.textContent()).toBe(before);
  expect(fleet.upstream.arrivals()).toHaveLength(1);

  const why = row.getByText(/^The last API call failed\. Fetched .* ET$/);
  await expect(why).toBeHidden();
  await rowOf(page, "QQQ").link.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(why).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();
  await page.setViewportSize({ width: 360, height: 740 });
  await badge.click();
  await expect(why).toBeInViewport({ ratio: 1 });
  await expect(page).toHaveURL(/\/$/);
});

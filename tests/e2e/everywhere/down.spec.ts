import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

// A failing upstream is left alone for a twelfth of the window at first: 5 s.
test.use({ env: { QUOTA_WINDOW_SECONDS: "60", REFRESH_COOLDOWN_SECONDS: "0.5" } });

test("shows since and until when a failing upstream is left alone", async ({ page, fleet }) => {
  await page.goto("/");
  await load(page, "SPY");
  const { button, badge, figures } = rowOf(page, "SPY");
  const before = await figures.textContent();
  fleet.upstream.script({ always: true }, { kind: "failing" });
  for (const symbol of ["QQQ", "IWM", "DIA", "AAPL", "NVDA"]) {
    await rowOf(page, symbol).button.click();
  }
  const banner = page.getByText(
    /^Trading Volatility is returning errors\. Showing saved data\. Retrying/,
  );
  await expect(banner).toBeVisible();
  const health = page.getByRole("button", { name: /API: Down/ });
  await health.click();
  await expect(page.getByText(/^Since \d\d:\d\d ET\.$/)).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await figures.textContent()).toBe(before);
  // What is left alone is not called by a press either.
  const arrivals = fleet.upstream.arrivals().length;
  await button.click();
  await expect(badge).toHaveText("Stale");
  expect(fleet.upstream.arrivals()).toHaveLength(arrivals);

  fleet.upstream.reset();
  await expect(async () => {
    await button.click();
    await expect(badge).toHaveText("Fresh", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: /API: Healthy/ })).toBeVisible();
  await expect(banner).toHaveCount(0);
});

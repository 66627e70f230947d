import { expect } from "@playwright/test";
import { startRedisServer } from "@/tests/support/store/redis-server";
import { judgedTest as test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

const LIMITED_SECONDS = 8;
/** A store that lost its record counts as full for a hold and a window. */
const BACK_WITHIN_MS = 60_000;

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.5" } });

test("shows a limit answer and what follows; one probe ends it", async ({ page, fleet }) => {
  await page.goto("/");
  await load(page, "SPY");
  await load(page, "QQQ");
  const { button, badge, age, figures } = rowOf(page, "SPY");
  const before = await figures.textContent();
  fleet.upstream.reset();
  fleet.upstream.script({}, { kind: "limited", retryAfter: String(LIMITED_SECONDS) });
  await expect(button).toHaveText(/1 API call · now/);
  await button.click();
  await expect(page.getByText(/Next API call in \d+s\. Refreshing/)).toBeVisible();
  const health = page.getByRole("button", { name: /API: Rate limited/ });
  await health.click();
  await expect(page.getByText(/^Retrying in \ds/)).toBeVisible();
  await expect(badge).toHaveText("Stale");
  await expect(age).toHaveText("just now");
  expect(await figures.textContent()).toBe(before);

  // A press meanwhile costs nothing.
  await rowOf(page, "QQQ").button.click();
  await expect(rowOf(page, "QQQ").badge).toHaveText("Stale");
  expect(fleet.upstream.arrivals()).toHaveLength(1);

  await expect(button).toHaveText(/1 API call · now/, { timeout: (LIMITED_SECONDS + 4) * 1_000 });
  await button.click();
  await expect(badge).toHaveText("Fresh");
  await expect(page.getByRole("button", { name: /API: Healthy/ })).toBeVisible();
  expect(fleet.upstream.arrivals()).toHaveLength(2);
});

test("keeps the last data with their age while the store is down", async ({ page, fleet }) => {
  test.setTimeout(BACK_WITHIN_MS + 60_000);
  await page.clock.install();
  await page.goto("/");
  await load(page, "SPY");
  await load(page, "IWM");
  const { button, badge, figures } = rowOf(page, "SPY");
  const before = await figures.textContent();
  fleet.upstream.reset();
  await fleet.redis.stop();
  await expect(button).toHaveText(/1 API call · now/);
  await button.click();
  await expect(badge).toHaveText("Saved");
  await expect(
    page.getByText(/can't reach its database \(Redis\), so it makes no API calls/),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: /API: Unknown/ })).toBeVisible();
  await expect(page.getByText("Quota unknown")).toBeVisible();
  expect(await figures.textContent()).toBe(before);
  await page.reload();
  await expect(figures).toHaveText(before ?? "");
  await expect(badge).toHaveText("Saved");

  const redis = await startRedisServer({ port: fleet.redis.port });
  try {
    await expect(async () => {
      await page.clock.runFor(61_000);
      await expect(page.getByRole("button", { name: /API: Healthy/ })).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: BACK_WITHIN_MS });
    expect(fleet.upstream.arrivals()).toEqual([]);
    await button.click();
    await expect(badge).toHaveText("Fresh");
    expect(fleet.upstream.arrivals()).toHaveLength(1);
  } finally {
    await redis.stop();
  }
});

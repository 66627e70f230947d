import { expect } from "@playwright/test";
import { startRedisServer } from "@/tests/support/redis-server";
import { judgedTest as test } from "./support";
import { load, rowOf } from "./watchlist";

const LIMITED_SECONDS = 8;
/** A store that lost its record counts as full for a hold and a window. */
const BACK_WITHIN_MS = 60_000;

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.5" } });

test("a limit answer shows what is true and what happens next; one probe ends it", async ({
  page,
  fleet,
}) => {
  await page.goto("/");
  await load(page, "SPY");
  await load(page, "QQQ");
  const { button, badge, age, figures } = rowOf(page, "SPY");
  const before = await figures.textContent();
  fleet.upstream.reset();
  fleet.upstream.script({}, { kind: "limited", retryAfter: String(LIMITED_SECONDS) });
  await expect(button).toHaveText(/1 call · now/);
  await button.click();
  await expect(page.getByText(/Next call in \d+ s; refreshing/)).toBeVisible();
  const health = page.getByRole("button", { name: /Upstream: Rate limited/ });
  await health.click();
  await expect(page.getByText(/^Next try in \d s/)).toBeVisible();
  await expect(badge).toHaveText("Stale");
  await expect(age).toHaveText("just now");
  expect(await figures.textContent()).toBe(before);

  // A press meanwhile costs nothing.
  await rowOf(page, "QQQ").button.click();
  await expect(rowOf(page, "QQQ").badge).toHaveText("Stale");
  expect(fleet.upstream.arrivals()).toHaveLength(1);

  await expect(button).toHaveText(/1 call · now/, { timeout: (LIMITED_SECONDS + 4) * 1_000 });
  await button.click();
  await expect(badge).toHaveText("Fresh");
  await expect(page.getByRole("button", { name: /Upstream: Healthy/ })).toBeVisible();
  expect(fleet.upstream.arrivals()).toHaveLength(2);
});

test("with the store down the last data stay with their age, nothing is asked, and it comes back", async ({
  page,
  fleet,
}) => {
  test.setTimeout(BACK_WITHIN_MS + 60_000);
  await page.clock.install();
  await page.goto("/");
  await load(page, "SPY");
  await load(page, "IWM");
  const { button, badge, figures } = rowOf(page, "SPY");
  const before = await figures.textContent();
  fleet.upstream.reset();
  await fleet.redis.stop();
  await expect(button).toHaveText(/1 call · now/);
  await button.click();
  await expect(badge).toHaveText("Stale");
  await expect(
    page.getByText(/The shared store is not answering, so nothing is asked/),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: /Upstream: Unknown/ })).toBeVisible();
  await expect(page.getByText("Quota unknown")).toBeVisible();
  expect(await figures.textContent()).toBe(before);
  await page.reload();
  await expect(figures).toHaveText(before ?? "");
  await expect(badge).toHaveText("Stale");

  const redis = await startRedisServer({ port: fleet.redis.port });
  try {
    await expect(async () => {
      await page.clock.runFor(61_000);
      await expect(page.getByRole("button", { name: /Upstream: Healthy/ })).toBeVisible({
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

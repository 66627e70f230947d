import { expect, type Page } from "@playwright/test";
import { PROBLEMS } from "@/lib/contract/problem";
import { violationsOf } from "../everywhere/axe";
import { judgedTest as test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

const LIMITED_SECONDS = 8;
// A failing upstream is left alone for a twelfth of the window at first: 5 s.
test.use({
  env: {
    QUOTA_WINDOW_SECONDS: "60",
    REFRESH_COOLDOWN_SECONDS: "0.5",
    REFRESH_INTERVAL_SECONDS: "0",
  },
  // axe is put in by us, past the policy that keeps everyone else's scripts out.
  bypassCSP: true,
});

test("passes axe in both themes on the page of any problem", async ({ page }) => {
  test.setTimeout(180_000);
  for (const slug of Object.keys(PROBLEMS)) {
    await page.goto(`/problems/${slug}`);
    await judge(page, slug);
  }
});

test("passes axe in both themes while the upstream or store fails", async ({ page, fleet }) => {
  test.setTimeout(180_000);
  const { button, badge, row } = rowOf(page, "SPY");
  const region = page.getByRole("region", { name: "Service status" });
  const health = page.getByRole("button", { name: /^API:/ });
  await page.goto("/");
  await load(page, "SPY");

  fleet.upstream.script({ always: true }, { kind: "failing" });
  for (const symbol of ["QQQ", "IWM", "DIA", "AAPL", "NVDA"]) {
    await rowOf(page, symbol).button.click();
  }
  await expect(region).toContainText("Trading Volatility is returning errors.");
  await expect(region).toContainText(/Down since \d\d:\d\d ET\./);
  await health.click();
  await judge(page, "breaker open");
  await page.keyboard.press("Escape");
  await button.click();
  await expect(badge).toHaveText("Stale");
  await row.getByRole("button", { name: /^Stale/ }).click();
  await judge(page, "a stale badge opened");
  await page.keyboard.press("Escape");

  fleet.upstream.reset();
  await expect(async () => {
    await button.click();
    await expect(badge).toHaveText("Fresh", { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  fleet.upstream.script({}, { kind: "limited", retryAfter: String(LIMITED_SECONDS) });
  await expect(button).toHaveText(/1 API call · now/);
  await button.click();
  await expect(region).toContainText(/Next API call in \d+s\. Refreshing/);
  await judge(page, "limited");

  await fleet.redis.stop();
  await expect(async () => {
    await button.click();
    await expect(region).toContainText("can't reach its database", { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await rowOf(page, "TSLA").button.click();
  await expect(rowOf(page, "TSLA").button).toContainText("Database down");
  await judge(page, "store down");
});

async function judge(page: Page, state: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOf(page), `${state}, ${colorScheme}`).toEqual([]);
  }
}

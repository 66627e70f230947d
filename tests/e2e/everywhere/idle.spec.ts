import { expect, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { load, spendingOf, watchRequests } from "../watchlist/watchlist";

const IDLE_MINUTES = 10;

test("spends nothing in ten idle minutes, with one status a minute", async ({
  page,
  context,
  fleet,
}) => {
  fleet.upstream.reset();
  await page.clock.install();
  await page.goto("/");
  await load(page, "TSLA");
  const [arrivals, asked] = [fleet.upstream.arrivals().length, watchRequests(context)];
  expect(arrivals).toBe(1);
  for (let minute = 0; minute < IDLE_MINUTES; minute += 1) {
    await page.clock.runFor(20_000);
    await disturb(page);
    await page.clock.runFor(20_000);
    await context.setOffline(true);
    await context.setOffline(false);
    await page.clock.runFor(20_000);
    await page.waitForLoadState("networkidle");
  }
  const status = asked.filter(({ path }) => path === "/api/rate-limit-status");
  expect(status.length).toBeGreaterThanOrEqual(IDLE_MINUTES - 1);
  expect(status.length).toBeLessThanOrEqual(IDLE_MINUTES);
  await page.goto("/problems/cooling-down");
  const back = page.getByRole("link", { name: "Back to watchlist" });
  await back.click();
  await page.goBack();
  // The page of the problem may be loaded anew.
  await expect(back).toBeVisible();
  await page.goto("/");
  await page.reload();
  await page.clock.runFor(90_000);
  await page.waitForLoadState("networkidle");
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toHaveLength(arrivals);
});

/** What browsers do to a tab that is left and come back to. */
async function disturb(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const state of ["hidden", "visible"]) {
      window.dispatchEvent(new Event(state === "hidden" ? "blur" : "focus"));
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }
    window.dispatchEvent(new Event("offline"));
    window.dispatchEvent(new Event("online"));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
}

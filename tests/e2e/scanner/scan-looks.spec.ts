import { expect, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { scannerOf, someSymbols, startScan } from "./scanner-page";

test.use({
  env: { QUOTA_LIMIT: "6", QUOTA_RESERVE: "0", QUOTA_WINDOW_SECONDS: "3" },
});
const SHIFT_MOST = 0.02;
const THUMB = 44;

for (const [width, letter] of [
  [360, "R"],
  [1440, "S"],
] as const) {
  test(`shifts nothing at ${width} px while rows land and scroll`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.goto("/scanner");
    const { symbols, start, bar, cost, cancel } = scannerOf(page);
    await symbols.fill(someSymbols(letter, 30).join(" "));
    await expect(cost).toContainText("30 API calls");
    await start.click();
    await expect(bar).toBeVisible();
    await watchShifts(page);
    await expect.poll(() => value(page), { timeout: 40_000 }).toBeGreaterThan(20);
    expect(await shiftsOf(page)).toBeLessThan(SHIFT_MOST);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(cancel).toBeInViewport({ ratio: 1 });
    await cancel.click();
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("makes every control high enough for a thumb", async ({ page }) => {
    const low = () =>
      page
        .locator("main :is(button, select, input, textarea):visible")
        .evaluateAll(
          (all, least) =>
            all
              .filter((it) => it.getBoundingClientRect().height < least)
              .map((it) => it.getAttribute("aria-label") ?? it.textContent),
          THUMB,
        );
    await startScan(page, someSymbols("T", 8));
    expect(await low()).toEqual([]);
    await scannerOf(page).cancel.click();
    await page.getByRole("button", { name: "New scan" }).click();
    await expect(scannerOf(page).start).toBeVisible();
    expect(await low()).toEqual([]);
  });
});

test("tints no landing row without motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await startScan(page, someSymbols("U", 4));
  const tinted = page.locator("tbody .animate-tint").first();
  await expect(tinted).toBeAttached();
  expect(await tinted.evaluate((row) => getComputedStyle(row).animationName)).toBe("none");
});

async function value(page: Page): Promise<number> {
  return Number(await scannerOf(page).bar.getAttribute("aria-valuenow"));
}

type LayoutShift = PerformanceEntry & { value: number };
type Recorded = typeof window & { shifts: number };

async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const record = window as Recorded;
    record.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) record.shifts += (entry as LayoutShift).value;
    }).observe({ type: "layout-shift" });
  });
}

function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as Recorded).shifts);
}

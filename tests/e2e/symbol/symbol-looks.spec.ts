import { expect, type Page } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { test } from "../support";
import { loadOverview } from "./symbol-page";

// Each theme and width loads a symbol of its own; nothing here is about cooldowns.
test.use({ env: { REFRESH_INTERVAL_SECONDS: "0", QUOTA_LIMIT: "20" } });

const PAGES = ["", "/psychology", "/gamma"];
const SHIFT_MOST = 0.02;
const THUMB = 44;

for (const [colorScheme, symbol] of [
  ["light", "SPY"],
  ["dark", "NVDA"],
] as const) {
  test.describe(`in ${colorScheme}`, () => {
    // axe is put in by us, past the policy that keeps everyone else's scripts out.
    test.use({ colorScheme, bypassCSP: true });

    test("passes axe empty and loaded, as drawings and as tables", async ({ page }) => {
      test.setTimeout(120_000);
      for (const path of PAGES) {
        await page.goto(`/s/${symbol}${path}`);
        expect(await violationsOf(page), `empty ${path}`).toEqual([]);
      }
      await page.goto(`/s/${symbol}`);
      await loadOverview(page);
      await page.getByText("why").click();
      expect(await violationsOf(page), "loaded").toEqual([]);
      for (const table of await page.getByRole("button", { name: "Table" }).all()) {
        await table.click();
      }
      expect(await violationsOf(page), "tables").toEqual([]);
      await page.goto(`/s/${symbol}/gamma`);
      await page.getByRole("button", { name: "Update all" }).click();
      await expect(page.getByText("of today's gamma expires")).toBeVisible();
      for (const path of PAGES) {
        await page.goto(`/s/${symbol}${path}`);
        expect(await violationsOf(page), `full ${path}`).toEqual([]);
      }
      await page.goto("/s/NOT%20ONE");
      expect(await violationsOf(page), "not found").toEqual([]);
    });
  });
}

for (const [width, symbol] of [
  [360, "AMZN"],
  [1440, "TSLA"],
] as const) {
  test(`shifts nothing at ${width} px while a symbol is loaded`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await watchShifts(page);
    await page.goto(`/s/${symbol}`);
    expect(await sidewaysScroll(page)).toBe(0);
    await loadOverview(page);
    await expect(page.getByRole("slider", { name: "Day" })).toBeAttached();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await shiftsOf(page)).toBeLessThan(SHIFT_MOST);
    for (const path of ["/psychology", "/gamma"]) {
      await page.goto(`/s/${symbol}${path}`);
      expect(await sidewaysScroll(page), path).toBe(0);
    }
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("makes every control of a symbol high enough for a thumb", async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(`/s/AAPL${path}`);
      const heights = await page
        .locator("main :is(button, select, summary, nav a):visible")
        .evaluateAll((all) =>
          all.map((it) => ({ text: it.textContent, height: it.getBoundingClientRect().height })),
        );
      expect(heights.length, path).toBeGreaterThan(3);
      expect(
        heights.filter(({ height }) => height < THUMB),
        path,
      ).toEqual([]);
    }
  });
});

type LayoutShift = PerformanceEntry & { value: number };
type Recorded = typeof window & { shifts: number };

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const record = window as Recorded;
    record.shifts = 0;
    new PerformanceObserver((list) => {
      // Also what follows a press counts here, unlike in the browser's own score.
      for (const entry of list.getEntries()) record.shifts += (entry as LayoutShift).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as Recorded).shifts);
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

import { expect, type Page } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { sidewaysScroll } from "../everywhere/sideways-scroll";
import { judgedTest as test } from "../support";
import { scannerOf, someSymbols, startScan } from "./scanner-page";

test.use({
  env: { QUOTA_LIMIT: "6", QUOTA_RESERVE: "0", QUOTA_WINDOW_SECONDS: "3" },
});
const END = { timeout: 30_000 };
const SHIFT_MOST = 0.02;
const THUMB = 44;

for (const [colorScheme, width, letter] of [
  ["light", 1440, "K"],
  ["dark", 1440, "L"],
  ["light", 360, "M"],
  ["dark", 360, "N"],
] as const) {
  test.describe(`in ${colorScheme} at ${width} px`, () => {
    // axe is put in by us, past the policy that keeps everyone else's scripts out.
    test.use({ colorScheme, bypassCSP: true, viewport: { width, height: 740 } });

    test("passes axe and never scrolls sideways in any scan state", async ({
      page,
      context,
      fleet,
    }) => {
      test.setTimeout(120_000);
      const judge = async (state: string) => {
        expect(await violationsOf(page), state).toEqual([]);
        expect(await sidewaysScroll(page), state).toBe(0);
      };
      fleet.upstream.script({ symbol: `${letter}1` }, { kind: "failing", status: 400 });
      const { symbols, cost, start, rows, pause, resume, progress, cancel } = scannerOf(page);
      await page.goto("/scanner");
      await expect(page.getByText("No scans in the last 24 hours.")).toBeVisible();
      await judge("empty");
      await symbols.fill(`${someSymbols(letter, 10).join(" ")} ${letter}1 ?!`);
      await expect(cost).toContainText("10 API calls");
      await judge("before the start");
      await context.setOffline(true);
      await start.click();
      await expect(page.getByText(/^No connection/)).toBeVisible();
      await judge("refused");
      await context.setOffline(false);

      await startScan(page, someSymbols(letter, 10));
      await expect.poll(() => rows.count()).toBeGreaterThan(1);
      await judge("running");
      await pause.click();
      await expect(resume).toBeVisible();
      await judge("paused");
      await resume.click();
      await expect(progress).toContainText("10 of 10 · 1 failed", END);
      await judge("ended, a row failed");
      await page.getByRole("combobox", { name: "Show" }).selectOption("failed");
      await expect(rows).toHaveCount(1);
      await judge("failed rows alone");

      await startScan(page, someSymbols(`${letter}X`, 10));
      await cancel.click();
      await expect(progress).toContainText("Canceled");
      await judge("cancelled");
      await page.reload();
      await expect(page.getByText("This scan is not available")).toBeVisible();
      await judge("not there");
    });
  });
}

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

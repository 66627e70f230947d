import { expect, type Page } from "@playwright/test";
import { test } from "./support";
import { load, rowOf } from "./watchlist";

const PAGES = ["/", "/enter", "/problems/cooling-down", "/no-such-page"];
/** Text is nowhere wider than the screen, and what is pressed fits a thumb. */
const THUMB = 44;
const SHIFT_MOST = 0.02;

test("no page asks for what its own policy forbids, or is drawn twice", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  for (const path of PAGES) {
    // What goes wrong is written to the console, and that fails every test.
    const answer = await page.goto(path, { waitUntil: "networkidle" });
    expect(answer?.headers()["content-security-policy"], path).toContain("'nonce-");
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("no page scrolls sideways, before and after rows are loaded", async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(path);
      expect(await sidewaysScroll(page), path).toBe(0);
    }
    await page.goto("/");
    await load(page, "SPY");
    await rowOf(page, "SPY").pick.check();
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole("button", { name: "More" }).click();
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test("every control is high enough for a thumb", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "More" }).click();
    const heights = await page
      .locator("button:visible, label:has(input):visible")
      .evaluateAll((all) =>
        all.map((it) => ({ text: it.textContent, height: it.getBoundingClientRect().height })),
      );
    expect(heights.length).toBeGreaterThan(10);
    expect(heights.filter(({ height }) => height < THUMB)).toEqual([]);
  });
});

test("at every width the bar and the rows fit, whatever is shown in them", async ({ page }) => {
  await page.goto("/");
  await load(page, "NVDA");
  for (const width of [360, 639, 640, 767, 1023, 1024, 1279, 1440, 1920]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await sidewaysScroll(page), `${width} px`).toBe(0);
    expect(await stickingOut(page), `${width} px`).toEqual([]);
  }
});

for (const [width, symbol] of [
  [360, "DIA"],
  [768, "AAPL"],
  [1440, "TSLA"],
] as const) {
  test(`at ${width} px nothing jumps while a row is loaded`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.addInitScript(() => {
      const record = window as typeof window & { shifts: number };
      record.shifts = 0;
      new PerformanceObserver((list) => {
        // Also what follows a press counts here, unlike in the browser's own score.
        for (const entry of list.getEntries()) record.shifts += (entry as LayoutShift).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto("/");
    await load(page, symbol);
    await expect(rowOf(page, symbol).button).toHaveText(/Ready in/);
    const shifts = await page.evaluate(() => (window as typeof window & { shifts: number }).shifts);
    expect(shifts).toBeLessThan(SHIFT_MOST);
  });
}

type LayoutShift = PerformanceEntry & { value: number };

/** Controls and figures that reach beyond their row, or their bar. */
async function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("tr, header > div")].flatMap((line) =>
      [...line.querySelectorAll("button, td, th, a")]
        .filter((part) => part.getBoundingClientRect().width > 0)
        .filter(
          (part) =>
            part.getBoundingClientRect().right > line.getBoundingClientRect().right + 1 ||
            part.scrollWidth > part.clientWidth + 1,
        )
        .map((part) => part.textContent?.trim() || (part.getAttribute("aria-label") ?? "?")),
    ),
  );
}

async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

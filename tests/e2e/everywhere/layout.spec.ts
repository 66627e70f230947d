import { expect, type Page } from "@playwright/test";
import { enterRoom, PASSWORD } from "../admin/control-room";
import { test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";
import { sidewaysScroll } from "./sideways-scroll";

// With every page in the bar.
test.use({ env: { ADMIN_PASSWORD: PASSWORD } });

const PAGES = ["/", "/enter", "/problems/cooling-down", "/no-such-page"];
const DESK_PAGES = ["/", "/scanner", "/admin", "/s/SPY", "/s/SPY/psychology", "/s/SPY/gamma"];
const WIDTHS = [360, 639, 640, 767, 1023, 1024, 1199, 1279, 1280, 1440, 1920];
/** The longest texts of the bar, without a further window and with two. */
const LIMITED = {
  health: "rate_limited",
  healthReason: "Trading Volatility says that its limit is reached.",
  used: 20,
  remaining: 0,
  low: true,
  nextSlotInSeconds: 599,
  slotsFreeInSeconds: [],
  market: { state: "pre", nextChangeAt: null },
  store: "embedded",
};
const FURTHER = { limit: 20, windowSeconds: 60, used: 20 };
const BREAKER = { state: "closed", reason: null, retryInSeconds: 0 };
const WIDEST = {
  "invented data": { ...LIMITED, upstream: "demo" },
  "two further windows": {
    ...LIMITED,
    upstream: "v2",
    windows: (["account", "realtime", "expensive"] as const).map((name) => ({
      name,
      label: name,
      charged: `Calls of ${name}`,
      ...FURTHER,
      breaker: BREAKER,
      period: null,
      resetsAt: null,
    })),
  },
};
const SHIFT_MOST = 0.02;

test("respects the policy of each page and draws it once", async ({ page }) => {
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

test("fits the bar and the rows at every width, whatever they show", async ({ page }) => {
  await page.goto("/");
  await load(page, "NVDA");
  await fitsAtEveryWidth(page, "rows");
});

test("fits the bar at every width on every page that has it", async ({ page }) => {
  test.setTimeout(120_000);
  await enterRoom(page);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  for (const path of DESK_PAGES) {
    await page.goto(path);
    await fitsAtEveryWidth(page, path);
  }
});

for (const [standing, quota] of Object.entries(WIDEST)) {
  test(`fits the bar's widest words at every width: ${standing}`, async ({ page }) => {
    await page.clock.install();
    await page.goto("/");
    await page.route("**/api/rate-limit-status", async (route) => {
      const known = await (await route.fetch()).json();
      await route.fulfill({ json: { ...known, ...quota } });
    });
    await expect(async () => {
      // The minute after which the status is read again, once the page listens to its clock.
      await page.clock.runFor("01:02");
      await expect(page.getByText("Rate limited")).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await fitsAtEveryWidth(page, standing);
  });
}

for (const [width, symbol] of [
  [360, "DIA"],
  [768, "AAPL"],
  [1440, "TSLA"],
] as const) {
  test(`shifts nothing at ${width} px while a row is loaded`, async ({ page }) => {
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

async function fitsAtEveryWidth(page: Page, state: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 740 });
    expect(await sidewaysScroll(page), `${state} at ${width} px`).toBe(0);
    expect(await stickingOut(page), `${state} at ${width} px`).toEqual([]);
  }
}

type LayoutShift = PerformanceEntry & { value: number };

/** Controls and figures that reach beyond their row, or the bar. */
async function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("tr, header:not(main *) > div")].flatMap((line) =>
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

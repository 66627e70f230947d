import { expect, type Page } from "@playwright/test";
import { test } from "../support";
import { scannerOf } from "./scanner-page";

test.use({ viewport: { width: 1440, height: 900 } });

const ESTIMATE = "**/api/scanner/estimate";

async function look(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

test("prices a link's symbols when seen, and again when old", async ({ page }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  });
  const asked: string[] = [];
  await page.route(ESTIMATE, (route) => {
    asked.push(route.request().url());
    return route.continue();
  });
  await page.goto("/scanner?symbols=C0,C1");
  const { cost } = scannerOf(page);
  await page.waitForLoadState("networkidle");
  await page.clock.runFor(1_000);
  await expect(cost).toHaveText("2 symbols");
  expect(asked).toEqual([]);
  await look(page, "visible");
  await page.clock.runFor(1_000);
  await expect(cost).toHaveText(/^2 symbols · 2 API calls/);

  await look(page, "hidden");
  await page.clock.runFor(125_000);
  await page.unroute(ESTIMATE);
  await page.route(ESTIMATE, () => new Promise(() => {}));
  await look(page, "visible");
  await page.clock.runFor(1_000);
  await expect(cost).toHaveText("2 symbols");
});

test("starts one scan by one press, also while it is not read yet", async ({ page }) => {
  await page.goto("/scanner");
  const { symbols, start, bar } = scannerOf(page);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/api\/scanner\/scans\/[^/]+$/, async (route) => {
    await held;
    await route.continue();
  });
  const started: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("scan-incremental")) started.push(request.url());
  });
  await symbols.fill("C2 C3");
  await start.click();
  await expect(page).toHaveURL(/scan=/);
  await expect(start).toHaveText("Started · loading…");
  await expect(start).toHaveAttribute("aria-disabled", "true");
  await start.click({ force: true });
  letGo();
  await expect(bar).toBeVisible();
  expect(started).toHaveLength(1);
});

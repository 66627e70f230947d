import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "../admin/control-room";
import { test } from "../support";
import { orderOf, rowOf, watchRequests } from "../watchlist/watchlist";

test.use({ env: { ADMIN_PASSWORD: PASSWORD, REFRESH_INTERVAL_SECONDS: "0" } });

const USUAL = ["SPY", "QQQ", "IWM", "DIA", "AAPL", "NVDA", "TSLA"];

async function add(page: Page, symbol: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("a");
  await page.keyboard.type(symbol);
  await page.keyboard.press("Enter");
  await expect(rowOf(page, symbol).row).toBeVisible();
  await page.keyboard.press("Escape");
}

test("keeps additions on the way back and reads the status at once", async ({ page, context }) => {
  await page.goto("/");
  await add(page, "ZM");
  await rowOf(page, "SPY").link.click();
  await expect(page.getByRole("heading", { name: "SPY", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Admin" }).click();
  await expect(page.getByLabel("Admin password")).toBeVisible();
  const asked = watchRequests(context);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "SPY", level: 1 })).toBeVisible();
  await expect.poll(() => asked.map(({ path }) => path)).toContain("/api/rate-limit-status");
  await page.getByRole("link", { name: "Gammagate" }).click();
  await expect.poll(() => orderOf(page)).toEqual([...USUAL, "ZM"]);
  await page.reload();
  expect(await orderOf(page)).toEqual([...USUAL, "ZM"]);
});

test("keeps an addition made while another tab comes up, in both", async ({ page, context }) => {
  await page.goto("/");
  const [second, third] = [await context.newPage(), await context.newPage()];
  const come: (() => void)[] = [];
  const scripts = new Promise<void>((resolve) => come.push(resolve));
  for (const [other, path] of [[second, "/s/SPY"] as const, [third, "/"] as const]) {
    await other.route("**/*.js", (route) => scripts.then(() => route.continue()));
    await other.goto(path, { waitUntil: "commit" });
    await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.bringToFront();
  await add(page, "ZM");
  for (const go of come) go();
  await expect.poll(() => orderOf(third)).toEqual([...USUAL, "ZM"]);
  await second.bringToFront();
  await second.getByRole("link", { name: "Gammagate" }).click();
  await expect.poll(() => orderOf(second)).toEqual([...USUAL, "ZM"]);
  await page.reload();
  expect(await orderOf(page)).toEqual([...USUAL, "ZM"]);
});

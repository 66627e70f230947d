import { expect, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { askAsOthers } from "./others";
import { rowOf, spendingOf, watchRequests } from "./watchlist";

const LIMIT = 3;
// Two windows' worth of other people.
const OTHERS = { count: 2 * LIMIT, limit: LIMIT };
test.use({
  env: {
    QUOTA_LIMIT: String(LIMIT),
    QUOTA_RESERVE: "0",
    QUOTA_WINDOW_SECONDS: "6",
  },
});

test("shows place, wait and a way to cancel while in queue", async ({ page, context, fleet }) => {
  await page.goto("/");
  const others = await askAsOthers(fleet, { ...OTHERS, letter: "O" });
  const { row, button, badge, figures } = rowOf(page, "SPY");
  await rowOf(page, "QQQ").button.click();
  await button.click();
  const words = row.getByText(/^\d+(st|nd|rd|th) in queue$/);
  await expect(words).toBeVisible();
  await expect(row).toContainText(/~\d+s · Cancel/);
  await expect(page.getByText(/in queue, about \d+s\. No need to refresh again/)).toBeVisible();
  const place = await placeOf(page);

  await rowOf(page, "QQQ")
    .row.getByRole("button", { name: /Cancel/ })
    .click();
  await expect(rowOf(page, "QQQ").button).toHaveText(/^Load/);
  const asked = watchRequests(context);
  await expect.poll(() => placeOf(page), { timeout: 20_000 }).toBeLessThan(place);
  await expect(badge).toHaveText("Fresh", { timeout: 20_000 });
  await expect(figures).toContainText("net GEX");
  expect(spendingOf(asked)).toEqual([]);
  await expect(page.getByText("SPY updated", { exact: true })).toBeVisible();

  await Promise.all(others);
  const symbols = fleet.upstream.arrivals().map(({ symbol }) => symbol);
  expect(symbols.filter((symbol) => symbol === "SPY")).toHaveLength(1);
  expect(symbols).not.toContain("QQQ");
  expect(fleet.upstream.worstWindow(fleet.windowMs)).toBe(LIMIT);
});

test("keeps the keyboard's place in queue, on cancel and landing", async ({ page, fleet }) => {
  await page.goto("/");
  const others = await askAsOthers(fleet, { ...OTHERS, letter: "F" });
  const { row, button, badge } = rowOf(page, "AAPL");
  const focused = page.locator(":focus");
  const inRow = row.locator(":focus");
  await button.press("Enter");
  await expect(row).toContainText("in queue");
  await expect(inRow).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(focused).toHaveText(/^Cancel/);
  await page.keyboard.press("Enter");
  await expect(button).toHaveText(/^Load/);
  await expect(inRow).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(focused).toHaveText(/^Load AAPL/);
  await page.keyboard.press("Enter");
  await expect(badge).toHaveText("Fresh", { timeout: 20_000 });
  await expect(inRow).toHaveCount(1);
  await Promise.all(others);
});

test("keeps the place in queue after a reload", async ({ page, context, fleet }) => {
  await page.goto("/");
  const others = await askAsOthers(fleet, { ...OTHERS, letter: "R" });
  const { row, button, badge } = rowOf(page, "IWM");
  await button.click();
  await expect(row).toContainText("in queue");
  const asked = watchRequests(context);
  await page.reload();
  await expect(row).toContainText(/in queue|Loading/);
  await expect(badge).toHaveText("Fresh", { timeout: 20_000 });
  expect(spendingOf(asked)).toEqual([]);
  await Promise.all(others);
});

test("shows a landing in a hidden tab's title; the banner cancels", async ({ page, fleet }) => {
  await page.goto("/");
  const others = await askAsOthers(fleet, { ...OTHERS, letter: "T" });
  await rowOf(page, "TSLA").button.click();
  await rowOf(page, "NVDA").button.click();
  const title = await page.title();
  const giveUp = page.getByRole("button", { name: /^Cancel (TSLA|NVDA)$/ });
  const [, symbol = ""] = /Cancel (\w+)/.exec((await giveUp.textContent()) ?? "") ?? [];
  await giveUp.click();
  await expect(rowOf(page, symbol).button).toHaveText(/^Load/);
  // The banner now names another ticket, which the person has not chosen to cancel.
  const banner = page.getByRole("region", { name: "Service status" });
  await expect(banner.locator(":focus")).toHaveCount(1);
  // At once: later the banner may be over.
  expect(await banner.locator("button:focus").count()).toBe(0);
  await setVisibility(page, "hidden");
  await expect.poll(() => page.title(), { timeout: 20_000 }).toMatch(/^✓ (NVDA|TSLA) updated · /);
  await setVisibility(page, "visible");
  expect(await page.title()).toBe(title);
  await Promise.all(others);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("moves no row while a wait is shown or read", async ({ page, fleet }) => {
    await page.goto("/");
    const others = await askAsOthers(fleet, { ...OTHERS, letter: "P" });
    const { row, button, badge } = rowOf(page, "DIA");
    const before = await row.boundingBox();
    await button.click();
    const banner = page.getByRole("region", { name: "Service status" });
    await expect(banner).toContainText("No need to refresh again.");
    expect(await row.boundingBox()).toEqual(before);
    const whole = banner.getByRole("button", { name: "Show full message" });
    const isCut = () =>
      banner
        .locator("p")
        .first()
        .evaluate((it) => it.scrollHeight > it.clientHeight);
    // Between two windows the message is short for a moment.
    await expect.poll(isCut).toBe(true);
    await whole.tap({ position: { x: 60, y: 20 } });
    await expect(whole).toHaveAttribute("aria-expanded", "true");
    expect(await isCut()).toBe(false);
    expect(await row.boundingBox()).toEqual(before);
    await expect(badge).toHaveText("Fresh", { timeout: 20_000 });
    await expect(banner.getByRole("button")).toHaveCount(0);
    expect(await row.boundingBox()).toEqual(before);
    await Promise.all(others);
  });
});

async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

async function placeOf(page: Page): Promise<number> {
  const text = (await rowOf(page, "SPY").row.textContent()) ?? "";
  return Number(/(\d+)(?:st|nd|rd|th) in queue/.exec(text)?.[1] ?? 0);
}

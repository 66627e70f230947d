import { expect } from "@playwright/test";
import { enterRoom, PASSWORD } from "../admin/control-room";
import { test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";
import { sidewaysScroll } from "./sideways-scroll";

test.use({
  // With every page in the bar.
  env: { ADMIN_PASSWORD: PASSWORD },
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
});

const PAGES = ["/", "/enter", "/problems/cooling-down", "/no-such-page"];
/** What is pressed fits a thumb. */
const THUMB = 44;
/** Under this iOS zooms in on a field that is touched. */
const FIELD_LETTERS_PX = 16;

test("never scrolls sideways, before and after rows are loaded", async ({ page }) => {
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

test("keeps what the bar opens on the screen, left and right", async ({ page }) => {
  await page.goto("/");
  for (const name of ["Shared quota", "API:", "More"]) {
    const control = page.getByRole("button", { name });
    await control.click();
    const panel = page.locator(`[id="${await control.getAttribute("aria-controls")}"]`);
    await expect(panel).toBeVisible();
    const { x = -1, width = 0 } = (await panel.boundingBox()) ?? {};
    expect(x, name).toBeGreaterThanOrEqual(0);
    expect(x + width, name).toBeLessThanOrEqual(360);
  }
});

test("keeps field text so large that a phone does not zoom in", async ({ page }) => {
  const small = () =>
    page
      .locator(":is(input:not([type=checkbox]), select, textarea):visible")
      .evaluateAll((all) => all.map((it) => Number.parseFloat(getComputedStyle(it).fontSize)));
  const judge = async (place: string) => {
    await expect.poll(async () => (await small()).length, place).toBeGreaterThan(0);
    expect(
      (await small()).filter((letters) => letters < FIELD_LETTERS_PX),
      place,
    ).toEqual([]);
  };
  await page.goto("/admin/sign-in");
  await judge("signing in");
  await enterRoom(page);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await judge("Admin");
  await page.getByRole("button", { name: "Change limit" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await judge("changing the limit");
  for (const path of ["/", "/scanner", "/s/SPY"]) {
    await page.goto(path);
    await judge(path);
  }
  await page.goto("/");
  await page.getByRole("button", { name: "Import or export" }).click();
  await expect(page.getByRole("textbox", { name: "Symbols", exact: true })).toBeVisible();
  await judge("the list as text");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Search symbols" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await judge("search");
});

test("makes every control high enough for a thumb", async ({ page }) => {
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

test("closes the menu on the page it led to, and on the way back", async ({ page }) => {
  await page.goto("/");
  const menu = page.getByRole("button", { name: "More" });
  const link = page.getByRole("link", { name: "Scanner" });
  await menu.tap();
  await link.tap();
  await expect(page).toHaveURL(/\/scanner$/);
  await expect(link).toBeHidden();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  // The page that it is on already, too.
  await menu.tap();
  await link.tap();
  await expect(link).toBeHidden();
  await menu.tap();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Watchlist" })).toBeVisible();
  await expect(link).toBeHidden();
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Scanner" })).toBeVisible();
  await expect(link).toBeHidden();
});

test("closes the menu under a dialog, but not for a color choice", async ({ page }) => {
  await page.goto("/");
  const menu = page.getByRole("button", { name: "More" });
  const colours = page.getByRole("button", { name: /^Theme: / });
  await menu.tap();
  await colours.tap();
  await expect(colours).toHaveAccessibleName(/^Theme: light/);
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await page.getByRole("button", { name: "Keyboard and preferences" }).tap();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
});

test("reaches the menu's links by keys and keeps the focus there", async ({ page }) => {
  await page.goto("/");
  const menu = page.getByRole("button", { name: "More" });
  const link = page.getByRole("link", { name: "Scanner" });
  await menu.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(link).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/scanner$/);
  await expect(link).toBeHidden();
  await expect(menu).toBeFocused();
});

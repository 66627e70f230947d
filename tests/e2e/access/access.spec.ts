import { expect, type Page } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

// Each theme refreshes what the other loaded.
test.use({ env: { REFRESH_COOLDOWN_SECONDS: "5", REFRESH_INTERVAL_SECONDS: "0" } });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    // axe is put in by us, past the policy that keeps everyone else's scripts out.
    test.use({ colorScheme, bypassCSP: true });

    for (const path of ["/", "/enter", "/problems/cooling-down", "/no-such-page"]) {
      test(`passes axe on ${path}`, async ({ page }) => {
        await page.goto(path);
        expect(await violationsOf(page)).toEqual([]);
      });
    }

    test("passes axe with rows loaded, selected, refused and explained", async ({ page }) => {
      await page.goto("/");
      await load(page, "SPY");
      await expect(rowOf(page, "SPY").age).toBeVisible();
      await rowOf(page, "SPY").pick.check();
      await page.route("**/api/gex/QQQ", (route) =>
        route.fulfill(problem("upstream-timeout", 504)),
      );
      await rowOf(page, "QQQ").button.click();
      await expect(rowOf(page, "QQQ").button).toContainText("Timed out");
      await page.getByRole("button", { name: "API:" }).click();
      expect(await violationsOf(page)).toEqual([]);
    });

    test("passes axe in search, sheet, editing, dialog and notices", async ({ page, context }) => {
      await page.goto("/?sort=netGex");
      await page.waitForLoadState("networkidle");
      const clean = async (state: string) => expect(await violationsOf(page), state).toEqual([]);
      const close = async () => {
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      };
      await page.keyboard.press("/");
      await page.keyboard.type("sp");
      await expect(page.getByRole("option").first()).toBeVisible();
      await clean("search");
      await close();
      await page.keyboard.press("?");
      await expect(page.getByRole("switch").first()).toBeAttached();
      await clean("preferences");
      await close();
      await page.keyboard.press("e");
      await page.getByRole("button", { name: "Remove TSLA" }).click();
      await expect(page.getByText("TSLA removed from the watchlist")).toBeVisible();
      await clean("edited list with a notice");
      await page.getByRole("button", { name: "Import or export" }).click();
      await clean("import and export");
      await page.getByLabel("Symbols", { exact: true }).fill("SPY, TSLA, EUR=X");
      await page.getByRole("button", { name: "Find symbols" }).click();
      await clean("a list to review");
      await close();
      await page.getByRole("textbox", { name: "Add symbols" }).fill("n@pe");
      await page.keyboard.press("Enter");
      await context.setOffline(true);
      await expect(page.getByText(/^You're offline\. Showing saved/)).toBeVisible();
      await clean("a bad symbol, offline");
      await context.setOffline(false);
    });

    test("passes axe on a phone, with its menu open", async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto("/");
      await load(page, "IWM");
      await page.getByRole("button", { name: "More" }).click();
      expect(await violationsOf(page)).toEqual([]);
    });
  });
}

test("reaches every control by keyboard, with a visible focus", async ({ page }) => {
  await page.goto("/");
  await expect(rowOf(page, "AAPL").button).toHaveText(/now/);
  const expected = [
    "Skip to content",
    "Gammagate",
    "Search symbols",
    "Scanner",
    "Admin",
    "Shared quota",
    "API",
    "Keyboard and preferences",
    "Theme",
    "Add symbols",
    "Add to the watchlist",
    "Edit the watchlist",
    "Import or export",
    expect.stringMatching(/^Refresh selected/),
    "Select all",
    "Symbol",
    "Spot",
    "Net GEX",
    "Flip",
    "To flip",
    "IV",
    "PCR",
    "Updated",
    "Select SPY",
    "SPY",
    expect.stringMatching(/^(Load|Refresh) SPY/),
  ];
  const names: string[] = [];
  for (const _ of expected) {
    await page.keyboard.press("Tab");
    names.push(await focusedName(page));
    expect(await focusIsSeen(page), names.at(-1)).toBe(true);
  }
  expect(names.map((name) => name.split(/[:\d]/)[0]?.trim())).toEqual(expected);
  const { pick, button, badge } = rowOf(page, "AAPL");
  await pick.focus();
  await page.keyboard.press("Space");
  await expect(pick).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(badge).toHaveText("Fresh");
  // It waits now, and has not thrown the reader out.
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleDescription(/Ready in \d+s/);
  await page.keyboard.press("Enter");
  await expect(button).toBeFocused();
});

function problem(slug: string, status: number) {
  const body = { type: `/problems/${slug}`, title: slug, status, detail: "It took too long." };
  return { status, contentType: "application/problem+json", body: JSON.stringify(body) };
}

async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute("aria-label") ?? focused?.textContent ?? "";
  });
}

/** Its outline is drawn, or the browser's own focus ring is. */
async function focusIsSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return false;
    // A row's link draws it round the whole row.
    return [undefined, "::after"].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(focused, part);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
  });
}

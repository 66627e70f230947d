import { expect, type Locator, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { headOf, panelOf } from "../symbol/symbol-page";
import { askAsOthers } from "../watchlist/others";
import { rowOf } from "../watchlist/watchlist";

const LIMIT = 3;
test.use({
  env: {
    QUOTA_LIMIT: String(LIMIT),
    QUOTA_RESERVE: "0",
    QUOTA_WINDOW_SECONDS: "6",
    REFRESH_COOLDOWN_SECONDS: "1",
  },
});
/** More steps than any of these pages has controls. */
const STEPS_MOST = 80;

test("works a whole watch by keyboard alone", async ({ page, fleet }) => {
  test.setTimeout(120_000);
  const head = headOf(page);
  const strikes = panelOf(page, "Gamma by strike");
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("/");
  await page.keyboard.type("msft");
  await expect(page.getByRole("dialog").getByRole("option").first()).toHaveText(/^MSFT/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/s\/MSFT$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await press(page, head.button);
  await expect(head.badge).toHaveText("Fresh");
  await press(page, strikes.button);
  await expect(strikes.badge).toHaveText("Fresh");
  const strike = strikes.panel.getByRole("slider", { name: "Strike" });
  await reach(page, strike);
  const first = await strike.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowUp");
  await expect(strike).not.toHaveAttribute("aria-valuetext", first ?? "");
  await press(page, strikes.panel.getByRole("button", { name: "Table" }));
  await expect(strikes.panel.getByRole("row").nth(2)).toBeVisible();
  await press(page, page.locator("summary").filter({ hasText: "why" }));
  await expect(page.locator("details[open]")).toBeVisible();

  await expect(head.button).toHaveText(/now$/, { timeout: 20_000 });
  const others = await askAsOthers(fleet, { count: 2 * LIMIT, limit: LIMIT, letter: "K" });
  await press(page, head.button);
  await expect(head.place).toContainText(/in queue/);
  await press(page, head.place.getByRole("button", { name: /Cancel/ }));
  await expect(head.button).toHaveText(/^Refresh/);
  await press(page, page.getByRole("link", { name: "Gammagate" }));
  await expect(rowOf(page, "SPY").link).toBeVisible();
  await Promise.all(others);
  const mine = fleet.upstream.arrivals().filter(({ symbol }) => symbol === "MSFT");
  expect(mine).toHaveLength(2);
});

/** By Tab alone. */
async function reach(page: Page, control: Locator): Promise<void> {
  for (let step = 0; step < STEPS_MOST; step += 1) {
    if (await control.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${control} is not reached by Tab`);
}

async function press(page: Page, control: Locator): Promise<void> {
  await reach(page, control);
  await page.keyboard.press("Enter");
}

import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "../admin/control-room";
import { scannerOf } from "../scanner/scanner-page";
import { judgedTest as test } from "../support";
import { rowOf } from "../watchlist/watchlist";

test.use({ env: { ADMIN_PASSWORD: PASSWORD } });

/** Opens a page as a slow line does: it is drawn, and its scripts come when the result is called. */
async function openSlowly(page: Page, path: string): Promise<() => void> {
  let come = () => {};
  const scripts = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route("**/*.js", (route) => scripts.then(() => route.continue()));
  await page.goto(path, { waitUntil: "commit" });
  return come;
}

test("does what is pressed early once the page is ready, just once", async ({ page, fleet }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const come = await openSlowly(page, "/");
  const more = page.getByRole("button", { name: "More" });
  const { button, badge } = rowOf(page, "SPY");
  for (const _ of [1, 2, 3]) await button.click();
  await more.click();
  await expect(more).toHaveAttribute("aria-expanded", "false");
  come();
  await expect(more).toHaveAttribute("aria-expanded", "true");
  await expect(badge).toBeVisible();
  expect(fleet.upstream.arrivals().map(({ symbol }) => symbol)).toEqual(["SPY"]);
  await more.click();
  await expect(more).toHaveAttribute("aria-expanded", "false");
});

test("keeps text that is typed before the page is ready", async ({ page }) => {
  const come = await openSlowly(page, "/scanner");
  const { symbols, cost } = scannerOf(page);
  await symbols.pressSequentially("e1 e2");
  await expect(cost).not.toContainText("2 symbols");
  come();
  await expect(cost).toContainText("2 symbols");
  await symbols.press(" ");
  await symbols.press("7");
  await expect(symbols).toHaveValue("e1 e2 7");
  await expect(cost).toContainText("3 symbols");
});

test("applies choices that are made before the page is ready", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const come = await openSlowly(page, "/");
  const { pick } = rowOf(page, "SPY");
  const sort = page.getByRole("combobox", { name: /Sort/ });
  await sort.selectOption({ index: 1 });
  const chosen = await sort.inputValue();
  await pick.click();
  await expect(pick).not.toBeChecked();
  come();
  await expect(pick).toBeChecked();
  await expect(sort).toHaveValue(chosen);
  await expect(page).toHaveURL(/sort=/);
});

test("keeps an early password out of the address, and signs in", async ({ page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const come = await openSlowly(page, "/admin/sign-in");
  await page.getByLabel("Admin password").fill(PASSWORD);
  await page.getByLabel("Admin password").press("Enter");
  await page.getByRole("button", { name: "Sign in" }).click();
  come();
  await expect(page).toHaveURL(/\/admin$/);
  const [word = ""] = PASSWORD.split(" ").slice(-1);
  expect(addresses.filter((address) => address.includes(word))).toEqual([]);
});

test("keeps a password out of the address without scripts", async ({ browser, fleet }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${fleet.servers[0]?.origin}/admin/sign-in`);
  await page.getByLabel("Admin password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin\/sign-in$/);
  await context.close();
});

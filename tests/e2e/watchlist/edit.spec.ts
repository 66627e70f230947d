import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { test } from "../support";
import { load, orderOf, readySeconds, rowOf, spendingOf, watchRequests } from "./watchlist";

test.use({ env: { REFRESH_INTERVAL_SECONDS: "0" } });

const USUAL = ["SPY", "QQQ", "IWM", "DIA", "AAPL", "NVDA", "TSLA"];

test("adds, moves and removes by keyboard, and outlasts a reload", async ({ page, context }) => {
  await page.goto("/");
  await ready(page);
  const asked = watchRequests(context);
  await page.keyboard.press("a");
  await page.keyboard.type("zm, spy n@pe");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText("n@pe is not a valid symbol. SPY is already in the list."),
  ).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Add symbols" })).toHaveValue("n@pe");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit the watchlist" }).focus();
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: "Done editing" })).toBeFocused();
  const up = page.getByRole("button", { name: "Move ZM up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  // Moved, it has kept the focus.
  await expect(up).toBeFocused();
  await expect(page.getByText("ZM is number 6 of 8.")).toBeAttached();
  await page.getByRole("button", { name: "Remove QQQ" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove IWM" })).toBeFocused();
  await page.keyboard.press("e");
  const order = ["SPY", "IWM", "DIA", "AAPL", "ZM", "NVDA", "TSLA"];
  expect(await orderOf(page)).toEqual(order);

  await page.reload();
  expect(await orderOf(page)).toEqual(order);
  expect(spendingOf(asked)).toEqual([]);
});

test("undoes a removal in place and updates another tab at once", async ({ page, context }) => {
  await page.goto("/");
  const second = await context.newPage();
  await second.goto("/");
  await ready(second);
  await ready(page);
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "Remove IWM" }).click();
  await expect.poll(() => orderOf(second)).toEqual(USUAL.filter((symbol) => symbol !== "IWM"));
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => orderOf(second)).toEqual(USUAL);
});

test("drags a row to its place by its grip", async ({ page }) => {
  await page.goto("/");
  await ready(page);
  await page.keyboard.press("e");
  const rows = page.getByRole("list").getByRole("listitem");
  const [from, to] = [await rows.nth(4).boundingBox(), await rows.nth(1).boundingBox()];
  await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 20);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 20, (to?.y ?? 0) + 20, { steps: 12 });
  await page.mouse.up();
  await page.keyboard.press("e");
  expect(await orderOf(page)).toEqual(["SPY", "AAPL", "QQQ", "IWM", "DIA", "NVDA", "TSLA"]);
});

test("keeps the sort in the address, with unloaded rows last", async ({ page }) => {
  await page.goto("/");
  // Prices so far apart that no day of the demo market changes their order.
  for (const symbol of ["SPY", "DIA", "NVDA"]) await load(page, symbol);
  const head = page.getByRole("columnheader", { name: "Spot" });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/\?sort=spot$/);
  expect((await orderOf(page)).slice(0, 3)).toEqual(["SPY", "DIA", "NVDA"]);
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/order=asc/);
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect((await orderOf(page)).slice(0, 3)).toEqual(["NVDA", "DIA", "SPY"]);
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/\/$/);
  expect(await orderOf(page)).toEqual(USUAL);
});

test("keeps a landing row in place until it is sorted again", async ({ page }) => {
  await page.goto("/?sort=spot");
  // What is not loaded comes last; the price of QQQ is above most.
  const before = await orderOf(page);
  await load(page, "QQQ");
  const seconds = (await readySeconds(page, "QQQ")) ?? 0;
  // Time in which everything is drawn again.
  await expect.poll(() => readySeconds(page, "QQQ")).toBeLessThan(seconds - 1);
  expect(await orderOf(page)).toEqual(before);
  const head = page.getByRole("columnheader", { name: "Spot" }).getByRole("button");
  for (const _ of [1, 2, 3]) await head.click();
  const places = async () => {
    const order = await orderOf(page);
    return order.indexOf("QQQ") - before.indexOf("QQQ");
  };
  await expect.poll(places).toBeLessThan(0);
});

test("imports and exports a list, and explains an empty one", async ({ page }) => {
  await page.goto("/");
  await ready(page);
  await page.getByRole("button", { name: "Import or export" }).click();
  const csv = "symbol,spot\r\nMSFT,400\r\nBRK.B,\r\nmsft,1\r\n=1+1,\r\n";
  await page
    .getByLabel("From a file")
    .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(
    page.getByText("2 symbols from the column symbol. 1 left out: 1 not a US ticker."),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Left out" })).toContainText("=1+1");
  await page.getByRole("button", { name: "Replace watchlist" }).click();
  await expect(page.getByText(/MSFT and BRK.B added/)).toBeVisible();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^gammagate-watchlist-\d{4}-\d\d-\d\d\.csv$/);
  expect(readFileSync(await file.path(), "utf8")).toMatch(/^symbol,.*\r\nMSFT,.*\r\nBRK\.B,/);
  await page.keyboard.press("Escape");
  expect(await orderOf(page)).toEqual(["MSFT", "BRK.B"]);

  await page.keyboard.press("e");
  for (const symbol of ["MSFT", "BRK.B"]) {
    await page.getByRole("button", { name: `Remove ${symbol}` }).click();
  }
  await expect(page.getByText("Your watchlist is empty")).toBeVisible();
  await expect(page.getByRole("button", { name: "Done editing" })).toBeFocused();
  await page.reload();
  await page.getByRole("button", { name: "Use the default list" }).click();
  expect(await orderOf(page)).toEqual(USUAL);
});

test("shows what others fetched of an added symbol for free", async ({ page, browser }) => {
  const other = await browser.newPage();
  await other.goto("/");
  await other.request.get(`${new URL(other.url()).origin}/api/gex/CRM`);
  await other.close();
  await page.goto("/");
  await ready(page);
  await page.keyboard.press("a");
  await page.keyboard.type("crm");
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "CRM").badge).toHaveText("Fresh");
});

/** The page answers to keys. */
async function ready(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
}

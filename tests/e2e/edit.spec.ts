import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { test } from "./support";
import { load, orderOf, readySeconds, rowOf, spendingOf, watchRequests } from "./watchlist";

test.use({ env: { REFRESH_INTERVAL_SECONDS: "0" } });

const USUAL = ["SPY", "QQQ", "IWM", "DIA", "AAPL", "NVDA", "TSLA"];

test("the list is added to, put in order and taken from by keyboard, and is the same after a reload", async ({
  page,
  context,
}) => {
  await page.goto("/");
  await ready(page);
  const asked = watchRequests(context);
  await page.keyboard.press("a");
  await page.keyboard.type("zm, spy n@pe");
  await page.keyboard.press("Enter");
  await expect(page.getByText("n@pe is no symbol. SPY is there already.")).toBeVisible();
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

test("a removal can be taken back, where it was; another tab has the same list at once", async ({
  page,
  context,
}) => {
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

test("a row is dragged to its place by its grip", async ({ page }) => {
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

test("sorting by a column is in the address and outlasts a reload; what is not loaded comes last", async ({
  page,
}) => {
  await page.goto("/");
  for (const symbol of ["SPY", "AAPL", "IWM"]) await load(page, symbol);
  const head = page.getByRole("columnheader", { name: "Spot" });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/\?sort=spot$/);
  expect((await orderOf(page)).slice(0, 3)).toEqual(["SPY", "AAPL", "IWM"]);
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/order=asc/);
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect((await orderOf(page)).slice(0, 3)).toEqual(["IWM", "AAPL", "SPY"]);
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/\/$/);
  expect(await orderOf(page)).toEqual(USUAL);
});

test("sorted, a row that lands stays where it was pressed, until the order is chosen again", async ({
  page,
}) => {
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

test("a list is brought in from a file and saved as one; an empty list says what to do", async ({
  page,
}) => {
  await page.goto("/");
  await ready(page);
  await page.getByRole("button", { name: "Import or export" }).click();
  const csv = "symbol,spot\r\nMSFT,400\r\nBRK.B,\r\nmsft,1\r\n=1+1,\r\n";
  await page
    .getByLabel("From a file")
    .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByRole("button", { name: "Make these the list" }).click();
  await expect(
    page.getByText(/MSFT and BRK.B added.*=1\+1 is no symbol\. MSFT is there already\./),
  ).toBeVisible();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^gammagate-watchlist-\d{4}-\d\d-\d\d\.csv$/);
  expect(readFileSync(await file.path(), "utf8")).toMatch(/^symbol,.*\r\nMSFT,.*\r\nBRK\.B,/);
  await page.keyboard.press("Escape");
  expect(await orderOf(page)).toEqual(["MSFT", "BRK.B"]);

  await page.keyboard.press("e");
  for (const symbol of ["MSFT", "BRK.B"]) {
    await page.getByRole("button", { name: `Remove ${symbol}` }).click();
  }
  await expect(page.getByText("No symbols here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Done editing" })).toBeFocused();
  await page.reload();
  await page.getByRole("button", { name: "Show the usual ones" }).click();
  expect(await orderOf(page)).toEqual(USUAL);
});

test("an added symbol shows what others fetched already, for free", async ({ page, browser }) => {
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

import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { spendingOf, watchRequests } from "../watchlist/watchlist";
import { landedOf, scannerOf, someSymbols, startScan } from "./scanner-page";

// Two rows per second: slow enough to watch, fast enough for a test.
test.use({
  viewport: { width: 1440, height: 900 },
  env: { QUOTA_LIMIT: "6", QUOTA_RESERVE: "0", QUOTA_WINDOW_SECONDS: "3" },
});
const END = { timeout: 30_000 };

test("reads and prices a text of symbols without a call", async ({ page, context, fleet }) => {
  const calls = fleet.upstream.arrivals().length;
  const asked = watchRequests(context);
  await page.goto("/scanner");
  const { symbols, cost, start } = scannerOf(page);
  await expect(start).toHaveAttribute("aria-disabled", "true");
  await symbols.fill("p0, p1;P2\np0 what?!");
  await expect(page.getByText(/what\?! is not a valid symbol\. P0 is listed twice/)).toBeVisible();
  await expect(cost).toHaveText(/^3 symbols · 3 API calls · ~\d+s$/);
  await page.getByRole("button", { name: "+ Index ETFs" }).click();
  await expect(cost).toHaveText(/^11 symbols · 11 API calls/);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(start).toHaveAttribute("aria-disabled", "true");
  const started = asked.filter(({ path }) => path.endsWith("scan-incremental"));
  expect(started).toEqual([]);
  expect(fleet.upstream.arrivals()).toHaveLength(calls);
});

test("lands sortable rows one by one, with one call each", async ({ page, fleet }) => {
  const wanted = someSymbols("A", 12);
  await startScan(page, wanted);
  const { rows, progress, bar, start, symbols } = scannerOf(page);
  await expect(progress).toContainText(/Scanning \d+ of 12/);
  await expect(start).toHaveText(/^Scanning · \d+ of 12/);
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  const before = await landedOf(page);
  await page.getByRole("button", { name: "Symbol", exact: true }).click();
  const sorted = await landedOf(page);
  expect(sorted).toEqual(sorted.toSorted());
  await page.getByRole("searchbox", { name: "Find rows by symbol" }).fill("1");
  for (const symbol of await landedOf(page)) expect(symbol).toContain("1");
  await page.getByRole("searchbox", { name: "Find rows by symbol" }).fill("");
  await expect(bar).toHaveAttribute("aria-valuenow", "12", END);
  await expect(progress).toContainText("Done");
  // Three presses lead back to the order of landing: those that were there first stand first.
  for (const _ of [1, 2]) await page.getByRole("button", { name: "Symbol", exact: true }).click();
  expect((await landedOf(page)).slice(0, before.length)).toEqual(before);
  await expect(start).toHaveText("Scan again");
  await expect(symbols).toHaveValue(wanted.join(" "));
  const called = fleet.upstream.arrivals().flatMap(({ symbol }) => symbol ?? []);
  expect(called.filter((symbol) => wanted.includes(symbol)).toSorted()).toEqual(wanted.toSorted());
  expect(fleet.upstream.worstWindow(fleet.windowMs)).toBeLessThanOrEqual(6);
});

test("costs nothing to scan symbols again while they are fresh", async ({ page, fleet }) => {
  await startScan(page, someSymbols("B", 3));
  const { bar, cost, start } = scannerOf(page);
  await expect(bar).toHaveAttribute("aria-valuenow", "3", END);
  const calls = fleet.upstream.arrivals().length;
  const first = page.url();
  await expect(cost).toHaveText("3 symbols · 3 cached · no API calls · immediate");
  await start.click();
  await expect(page).not.toHaveURL(first);
  await expect(bar).toHaveAttribute("aria-valuenow", "3");
  expect(fleet.upstream.arrivals()).toHaveLength(calls);
  await page.goBack();
  await expect(page).toHaveURL(first);
  await expect(bar).toHaveAttribute("aria-valuenow", "3");
});

test("pauses and resumes the same scan across a reload and tabs", async ({
  page,
  context,
  fleet,
}) => {
  await startScan(page, someSymbols("C", 14));
  const { pause, resume, progress, rows, bar } = scannerOf(page);
  await expect.poll(() => rows.count()).toBeGreaterThan(0);
  await pause.click();
  await expect(resume).toBeVisible();
  // What was under way has its end after a moment.
  await expect.poll(() => isQuiet(page)).toBe(true);
  const landed = await landedOf(page);
  const calls = fleet.upstream.arrivals().length;
  const asked = watchRequests(context);
  await page.reload();
  await expect(progress).toContainText("Paused");
  expect((await landedOf(page)).toSorted()).toEqual(landed.toSorted());
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(scannerOf(second).progress).toContainText("Paused");
  expect((await landedOf(second)).toSorted()).toEqual(landed.toSorted());
  expect(fleet.upstream.arrivals()).toHaveLength(calls);
  expect(spendingOf(asked).filter((ask) => ask.startsWith("POST"))).toEqual([]);

  await resume.click();
  await expect(bar).toHaveAttribute("aria-valuenow", "14", END);
  await expect(scannerOf(second).progress).toContainText("Done", END);
  expect(await landedOf(second)).toHaveLength(14);
  await second.close();
});

test("explains failed rows and retries them alone, in both tabs", async ({
  page,
  context,
  fleet,
}) => {
  fleet.upstream.script({ symbol: "D1" }, { kind: "failing", status: 400 });
  await startScan(page, someSymbols("D", 3));
  const { retry, progress, rows } = scannerOf(page);
  await expect(progress).toContainText("3 of 3 · 1 failed", END);
  await expect(rows.filter({ hasText: "D1" })).toContainText(/Failed/);
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(scannerOf(second).progress).toContainText("3 of 3 · 1 failed");
  fleet.upstream.reset();
  await expect(retry).toHaveText("Retry failed · 1 API call");
  await retry.click();
  await expect(progress).toContainText(/Done 3 of 3(?! · \d+ failed)/, END);
  await expect(rows.filter({ hasText: "D1" }).locator("time")).toBeVisible();
  expect(fleet.upstream.arrivals().map(({ symbol }) => symbol)).toEqual(["D1"]);
  await expect(scannerOf(second).progress).toContainText(/Done 3 of 3(?! · \d+ failed)/, END);
  await expect(scannerOf(second).rows.filter({ hasText: "D1" }).locator("time")).toBeVisible();
  await second.close();
});

test("cancels the shown scan in both tabs when it is removed", async ({ page, context }) => {
  await startScan(page, someSymbols("J", 12));
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(scannerOf(second).bar).toBeVisible();
  await scannerOf(page)
    .list.getByRole("button", { name: /^Remove the scan/ })
    .first()
    .click();
  for (const tab of [page, second]) {
    await expect(scannerOf(tab).progress).toContainText("Canceled");
    await expect(scannerOf(tab).list.getByText("12 symbols")).toHaveCount(0);
  }
  await second.close();
});

test("keeps one that cannot be removed in the list and says why", async ({ page }) => {
  await startScan(page, someSymbols("K", 2));
  await expect(scannerOf(page).bar).toHaveAttribute("aria-valuenow", "2", END);
  await page.goto("/scanner");
  const { list } = scannerOf(page);
  const remove = list.getByRole("button", { name: /^Remove the scan/ }).first();
  await expect(remove).toBeVisible();
  await page.context().setOffline(true);
  await remove.click();
  await expect(list.getByRole("status")).toContainText("Not removed.");
  await page.context().setOffline(false);
  await remove.click();
  await expect(list.getByRole("status")).toBeHidden();
});

test("saves the rows that are shown as CSV", async ({ page }) => {
  await startScan(page, someSymbols("E", 3));
  await expect(scannerOf(page).bar).toHaveAttribute("aria-valuenow", "3", END);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^gammagate-scan-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(head).toMatch(/^symbol,state,spot_usd,net_gex_usd_per_1pct_move,/);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^E\d,completed,[\d.]+,-?[\d.]+,/);
});

test("announces the end, and in the title of a hidden tab", async ({ page }) => {
  await startScan(page, someSymbols("F", 5));
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect
    .poll(() => page.title(), END)
    .toMatch(/^✓ Scan done: 5 of 5 symbols loaded · Scanner/);
  await expect(page.getByText("Scan done: 5 of 5 symbols loaded", { exact: true })).toBeVisible();
});

test("leaves the queue when canceled, but keeps rows on the page", async ({ page, fleet }) => {
  await startScan(page, someSymbols("G", 14));
  const { cancel, progress, rows, list, start } = scannerOf(page);
  await expect.poll(() => rows.count()).toBeGreaterThan(0);
  await expect(list.getByRole("listitem").first()).toContainText("14 symbols");
  await cancel.click();
  await expect(progress).toContainText("Canceled");
  // The control that had the focus is gone; the focus is not.
  await expect(progress.locator(":focus")).toHaveCount(1);
  await expect.poll(() => isQuiet(page)).toBe(true);
  const calls = fleet.upstream.arrivals().length;
  expect(await rows.count()).toBeGreaterThan(0);
  await expect(list.getByText("14 symbols")).toHaveCount(0);
  await expect(start).toHaveText("Scan again");
  await page.reload();
  await expect(page.getByText("This scan is not available")).toBeVisible();
  expect(fleet.upstream.arrivals()).toHaveLength(calls);
});

test("opens, starts, pauses, resumes and reads a scan by keyboard", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/scanner$/);
  const { pause, resume, bar, rows, start, symbols } = scannerOf(page);
  await expect(page.getByRole("link", { name: "Scanner" })).toHaveAttribute("aria-current", "page");
  await expect(start).toBeVisible();
  await page.keyboard.press("a");
  await expect(symbols).toBeFocused();
  await page.keyboard.type(someSymbols("H", 12).join(" "));
  await tabTo(page, "start");
  await page.keyboard.press("Enter");
  await expect(pause).toBeVisible();
  await page.keyboard.press("p");
  // The stream may tell of the pause before the press is answered: until then it waits.
  await expect(resume).toBeEnabled();
  await page.keyboard.press("p");
  await expect(pause).toBeVisible();
  await expect(bar).toHaveAttribute("aria-valuenow", "12", END);
  await page.keyboard.press("j");
  await expect(rows.first().getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/s\/H\d+$/);
});

/** Whether the queue is empty, as any visitor can read it. */
async function isQuiet(page: Page): Promise<boolean> {
  const status = await (await page.request.get("/api/queue-status")).json();
  return status.queueSize === 0;
}

async function tabTo(page: Page, control: string): Promise<void> {
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => document.activeElement?.getAttribute("data-key"));
    if (name === control) return;
  }
  throw new Error(`No Tab leads to ${control}.`);
}

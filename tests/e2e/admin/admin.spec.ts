import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { textOf } from "../symbol/symbol-page";
import { askAsOthers } from "../watchlist/others";
import { confirmAct, enterRoom, PASSWORD, roomPanel } from "./control-room";

test.use({ env: { ADMIN_PASSWORD: PASSWORD, QUOTA_WINDOW_SECONDS: "12" } });

test("shows who spent the last calls as bars, by keys, as a table", async ({ page, fleet }) => {
  await Promise.all(await askAsOthers(fleet, { count: 3, limit: 20, letter: "A" }));
  await enterRoom(page);
  const window = roomPanel(page, "Rolling window");
  await expect(window).toContainText(/\d Browser \w{6}/);
  const slot = window.getByRole("slider", { name: "Slot" });
  await slot.focus();
  await page.keyboard.press("Home");
  await expect(slot).toHaveAttribute(
    "aria-valuetext",
    /^A\d gex for Browser \w{6}, answered, granted \d\d:\d\d:\d\d, free at \d\d:\d\d:\d\d New York time$/,
  );
  const first = await slot.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  await expect(slot).not.toHaveAttribute("aria-valuetext", first ?? "");
  await window.getByRole("button", { name: "Table" }).click();
  await expect(window.getByRole("row")).toHaveCount(4);
  await expect(roomPanel(page, "Used")).toContainText("3 of 20");
  // Looking spends nothing.
  expect(fleet.upstream.arrivals()).toHaveLength(3);
});

test("explains why each job waits and cancels any ticket", async ({ page, fleet }) => {
  await enterRoom(page);
  const asks = await askAsOthers(fleet, { count: 24, limit: 20, letter: "B" });
  await page.getByRole("button", { name: "Refresh", exact: true }).click();
  const line = roomPanel(page, "Queue");
  const jobs = line
    .getByRole("listitem")
    .filter({ has: page.getByText(/^Queued /), hasNotText: "in flight" });
  await expect(jobs.first()).toContainText("standard, priority 4");
  await expect(jobs.first()).toContainText(/slots are in use|runs? first|has just started/);
  await expect(jobs.first()).toContainText(/Queued \d\d:\d\d:\d\d · priority 4: \+\d.* · due/);
  const last = await textOf(jobs.last().getByText(/^B\d+ gex$/));
  await jobs.last().getByRole("button", { name: "Cancel" }).click();
  const dialog = page.getByRole("dialog", { name: `Cancel ${last}` });
  await expect(dialog).toContainText("stops waiting");
  await dialog.getByRole("button", { name: "Cancel ticket" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(`Canceled: ${last}`)).toBeVisible();
  const statuses = (await Promise.all(asks)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 410)).toHaveLength(1);
  expect(fleet.upstream.arrivals().some(({ symbol }) => `${symbol} gex` === last)).toBe(false);
});

test("confirms and audits the hold and the release of a breaker", async ({ page, fleet }) => {
  await enterRoom(page);
  const upstream = roomPanel(page, "Upstream");
  await upstream.getByRole("button", { name: "Pause all API calls" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(upstream).toContainText("Closed (normal)");
  await confirmAct(page, "Pause all API calls", "Pause calls");
  await expect(upstream).toContainText("Paused by admin");
  const origin = fleet.servers[0]?.origin ?? "";
  const asked = await fetch(`${origin}/api/gex/HELD`, { headers: { prefer: "wait=0" } });
  expect(asked.status).toBe(503);
  await confirmAct(page, "Resume all API calls", "Resume calls");
  await expect(upstream).not.toContainText("Paused by admin");
  const audit = roomPanel(page, "Audit");
  await audit.getByRole("button", { name: "Show" }).click();
  await expect(audit.getByRole("row").nth(1)).toContainText("Resumed account calls");
  await expect(audit.getByRole("row").nth(2)).toContainText("Paused account calls");
});

test("lowers and restores the limit, and refuses a bad number", async ({ page }) => {
  await enterRoom(page);
  const used = roomPanel(page, "Used");
  const change = used.getByRole("button", { name: "Change limit" });
  await change.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^API calls per rolling 12s/).fill("21");
  await dialog.getByRole("button", { name: "Allow 21 calls" }).click();
  await expect(dialog.getByRole("alert")).toContainText("from 1 to 20");
  await dialog.getByLabel(/^API calls per rolling 12s/).fill("6");
  await dialog.getByRole("button", { name: "Allow 6 calls" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(used).toContainText("of 6");
  await expect(used).toContainText("lowered from 20");
  await expect(page.getByRole("meter", { name: "Shared quota" })).toHaveAttribute("max", "6");
  await change.click();
  await dialog.getByLabel(/^API calls per rolling 12s/).fill("20");
  await dialog.getByRole("button", { name: "Allow 20 calls" }).click();
  await expect(used).toContainText("of 20");
});

test("clears a cached copy, so that the next ask makes one call", async ({ page, fleet }) => {
  const origin = fleet.servers[0]?.origin ?? "";
  await (await fetch(`${origin}/api/gex/CLR`)).arrayBuffer();
  await enterRoom(page);
  const cache = roomPanel(page, "Cache");
  await cache.getByLabel("Symbol").fill("not one");
  await expect(cache).toContainText("Not a valid symbol.");
  await cache.getByLabel("Symbol").fill("clr");
  await confirmAct(page, "Clear CLR", "Clear");
  await expect(page.getByText("Cleared: CLR gex")).toBeVisible();
  expect((await fetch(`${origin}/api/gex/CLR?cached=1`)).status).toBe(404);
  expect(fleet.upstream.arrivals().filter(({ symbol }) => symbol === "CLR")).toHaveLength(1);
});

import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { textOf } from "../symbol/symbol-page";
import { confirmAct, enterRoom, PASSWORD, roomPanel } from "./control-room";
import { makeTraffic } from "./room-traffic";

test.use({
  env: { ADMIN_PASSWORD: PASSWORD, QUOTA_WINDOW_SECONDS: "12", DEPLOYMENT_NAME: "journey" },
});

/** The lines of the file that pressing CSV in a panel saves, and its name. */
async function csvOf(page: Page, title: string): Promise<{ name: string; lines: string[] }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    roomPanel(page, title).getByRole("button", { name: "CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.trimEnd().split("\r\n") };
}

/** Only calls without an answer are listed. On a busy machine some of the others were not sent. */
async function expectTrouble(calls: Locator): Promise<void> {
  for (const symbol of ["FAILS", "LIMIT"]) {
    await expect(calls.getByRole("row").filter({ hasText: symbol })).toHaveCount(1);
  }
  await expect(calls.getByRole("row").filter({ hasText: /answered|unknown symbol/ })).toHaveCount(
    0,
  );
}

test("completes a whole session, from sign-in to sign-out", async ({ page, fleet }) => {
  test.setTimeout(240_000);
  await makeTraffic(fleet);
  await enterRoom(page, "?range=1h");

  await test.step("reads: who, by keys along the drawing", async () => {
    await expect(page.getByRole("radio", { name: "1 h" })).toBeChecked();
    await expect(roomPanel(page, "Rolling window")).toContainText(/\d Browser \w{6}/);
    const time = roomPanel(page, "API calls per 12s").getByRole("slider", { name: "Time" });
    await time.focus();
    await page.keyboard.press("End");
    await expect(time).toHaveAttribute("aria-valuetext", /^\d\d:\d\d, [\d.]+ API calls per 12s/);
    const last = await time.getAttribute("aria-valuetext");
    await page.keyboard.press("ArrowLeft");
    await expect(time).not.toHaveAttribute("aria-valuetext", last ?? "");
    await page.keyboard.press("Home");
    await expect(time).toHaveAttribute("aria-valuetext", / 0\.0 API calls per 12s/);
  });

  await test.step("filters: by range, by order, by what is typed, and all of it stands in the address", async () => {
    await page.getByText("24 h", { exact: true }).click();
    await expect(page).toHaveURL(/range=24h/);
    const callers = roomPanel(page, "Callers");
    await expect(callers).toContainText(/since .*\d\d:00 ET/);
    await callers.getByRole("button", { name: "Rejected" }).click();
    await expect(page).toHaveURL(/sort=denied/);
    const calls = roomPanel(page, "Last API calls");
    await calls.getByRole("searchbox").fill("fails");
    await expect(calls.getByRole("row")).toHaveCount(2);
    await expect(page).toHaveURL(/calls=fails/);
    await calls.getByRole("searchbox").fill("");
    await calls.getByRole("combobox", { name: "Outcome" }).selectOption("trouble");
    await expectTrouble(calls);
    await page.reload();
    await expect(page.getByRole("radio", { name: "24 h" })).toBeChecked();
    await expectTrouble(calls);
    await expect(callers.getByRole("columnheader", { name: "Rejected" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
  });

  await test.step("takes files along: what is shown, named after what it is", async () => {
    const rows = await roomPanel(page, "Last API calls").getByRole("row").count();
    const calls = await csvOf(page, "Last API calls");
    expect(calls.name).toMatch(/last-calls.*\.csv$/);
    expect(calls.lines[0]).toMatch(/^at,endpoint,symbol,caller/);
    expect(calls.lines).toHaveLength(rows);
    const callers = await csvOf(page, "Callers");
    expect(callers.name).toMatch(/callers-24h-since-\d{8}T\d{4}Z/);
    const series = await csvOf(page, "API calls per 12s");
    expect(series.lines).toHaveLength(145);
  });

  await test.step("goes live: what happens is shown by itself, until it is paused", async () => {
    const shown = page.locator("main time").first();
    await page.getByRole("button", { name: "Go live" }).click();
    await expect(page.getByText("Live updates are on.")).toBeAttached();
    const begun = await textOf(shown);
    await expect(shown).not.toHaveText(begun);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await expect(page.getByText("Paused at")).toBeVisible();
    const paused = await textOf(shown);
    const origin = fleet.servers[0]?.origin ?? "";
    await (await fetch(`${origin}/api/gex/SPY`)).arrayBuffer();
    // Longer than two updates would take.
    await expect(page.getByText(/· \d+s ago/)).toBeVisible();
    expect(await textOf(shown)).toBe(paused);
  });

  await test.step("acts: holds and releases, lowers and gives back", async () => {
    await confirmAct(page, "Pause all API calls", "Pause calls");
    await expect(roomPanel(page, "Upstream")).toContainText("Paused by admin");
    await confirmAct(page, "Resume all API calls", "Resume calls");
    await expect(roomPanel(page, "Upstream")).not.toContainText("Paused by admin");
    const used = roomPanel(page, "Used");
    await used.getByRole("button", { name: "Change limit" }).click();
    await page
      .getByRole("dialog")
      .getByLabel(/^API calls per rolling/)
      .fill("5");
    await page.getByRole("dialog").getByRole("button", { name: "Allow 5 calls" }).click();
    await expect(used).toContainText("of 5");
  });

  await test.step("leaves: not while that is refused, and then for good", async () => {
    const session = "**/api/admin/session";
    await page.route(session, (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({
          type: "/problems/store-unavailable",
          title: "Store unavailable",
          status: 503,
          detail: "Gammagate can't reach its database (Redis). Try again.",
          instance: "/",
        }),
      }),
    );
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText("You are still signed in")).toBeVisible();
    await expect(page).toHaveURL(/\/admin\?/);
    await page.unroute(session);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/admin\/sign-in$/);
    await page.goto("/admin");
    await expect(page).toHaveURL(/sign-in\?return=/);
  });
});

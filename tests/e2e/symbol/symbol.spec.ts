import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { spendingOf, watchRequests } from "../watchlist/watchlist";
import { headOf, loadOverview, panelOf, plain, pressAndWait, textOf } from "./symbol-page";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "30", REFRESH_INTERVAL_SECONDS: "0" } });

test("asks nothing when opened; each panel shows its cost", async ({ page, context, fleet }) => {
  fleet.upstream.reset();
  const asked = watchRequests(context);
  for (const path of [
    "/s/ZM",
    "/s/ZM/psychology",
    "/s/ZM/gamma",
    "/s/ZM?expiry=nearest&window=1y",
  ]) {
    await page.goto(path, { waitUntil: "networkidle" });
    await expect(headOf(page).button).toHaveText(/^Load.*1 API call/);
  }
  for (const title of ["Gamma by strike", "History"]) {
    const { panel, button } = panelOf(page, title);
    await expect(panel).toContainText("Not loaded yet. Uses 1 API call");
    await expect(button).toHaveText(/^Load.*1 API call/);
  }
  await expect(panelOf(page, "Traps").panel).toContainText(/Not loaded yet.*4 more datasets/);
  const volatility = panelOf(page, "Volatility and positioning").panel;
  await expect(volatility).toContainText("Loads with the summary above");
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toEqual([]);
});

test("makes one call per panel and reads the rest for free", async ({ page, context, fleet }) => {
  fleet.upstream.reset();
  const asked = watchRequests(context);
  await page.goto("/s/KO");
  await loadOverview(page);
  expect(fleet.upstream.arrivals().map(({ resource }) => resource)).toEqual([
    "gex",
    "curve",
    "history",
  ]);
  await expect(page.getByLabel("Key levels of KO")).toContainText(/Call wall.*strikes · just now/s);
  const traps = panelOf(page, "Traps");
  await expect(traps.panel).toContainText(/of 13 active.* without enough data.*1 more dataset/);
  await expect(traps.badge).toHaveText(/Fresh|Cached/);
  const volatility = panelOf(page, "Volatility and positioning");
  await expect(volatility.panel).toContainText(/Updates with the summary above/);
  await expect(volatility.badge).toHaveText(/Fresh|Cached/);
  await expect(page.getByRole("slider", { name: "Strike" })).toBeAttached();
  // A new part is read once for all components that show it. A history changes no level.
  const readings = asked.filter(({ path }) => path === "/api/gamma/KO?cached=1");
  expect(readings).toHaveLength(2);
  const figures = await textOf(page.getByLabel("Key levels of KO"));
  await page.reload();
  await expect(page.getByLabel("Key levels of KO")).toContainText("Call wall");
  expect((await textOf(page.getByLabel("Key levels of KO"))).replace(/\d+ min ago/g, "")).toBe(
    figures.replace(/\d+ min ago/g, ""),
  );
  expect(fleet.upstream.arrivals()).toHaveLength(3);
});

test("keeps another expiry in the address and spends on press only", async ({
  page,
  context,
  fleet,
}) => {
  await page.goto("/s/XOM");
  const { panel, button } = panelOf(page, "Gamma by strike");
  await pressAndWait(button);
  fleet.upstream.reset();
  const asked = watchRequests(context);
  await panel.getByLabel("Expiry").selectOption("nearest");
  await expect(page).toHaveURL(/\/s\/XOM\?expiry=nearest$/);
  await expect(panel).toContainText("Not loaded yet");
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toEqual([]);
  await pressAndWait(button);
  expect(fleet.upstream.arrivals()).toHaveLength(1);
  await panel.getByLabel("Expiry").selectOption("combined");
  await expect(page).toHaveURL(/\/s\/XOM$/);
  await expect(panel.getByRole("slider", { name: "Strike" })).toBeAttached();
  await page.goto("/s/XOM?expiry=nearest&range=all");
  await expect(panel.getByLabel("Expiry")).toHaveValue("nearest");
  await expect(panel.getByRole("slider", { name: "Strike" })).toBeAttached();
  expect(fleet.upstream.arrivals()).toHaveLength(1);
});

test("offers every window of the upstream and names each day once", async ({ page, fleet }) => {
  await page.goto("/s/XOM");
  const { panel, button } = panelOf(page, "History");
  const choice = panel.getByLabel("Window");
  const windows = ["5d", "30d", "180d", "1y", "2y"];
  expect(await choice.locator("option").allTextContents()).toEqual(windows);
  await choice.selectOption("5d");
  await expect(page).toHaveURL(/\/s\/XOM\?window=5d$/);
  fleet.upstream.reset();
  await pressAndWait(button);
  expect(fleet.upstream.arrivals()).toHaveLength(1);
  await expect(panel.getByRole("slider", { name: "Day" })).toBeAttached();
  const days = await panel
    .locator("svg text")
    .filter({ hasText: /^[A-Z][a-z]+ \d+$/ })
    .allTextContents();
  expect(days.length).toBeGreaterThan(1);
  expect(new Set(days).size).toBe(days.length);
  await page.goto("/s/XOM?window=2y");
  await expect(choice).toHaveValue("2y");
  await expect(button).toHaveText(/^Load/);
});

test("reads a drawing by keys, as a table and as a file", async ({ page }) => {
  await page.goto("/s/GM?range=all");
  const { panel, button } = panelOf(page, "Gamma by strike");
  await pressAndWait(button);
  const slider = panel.getByRole("slider", { name: "Strike" });
  await slider.focus();
  await page.keyboard.press("Home");
  const lowest = plain((await slider.getAttribute("aria-valuetext")) ?? "");
  expect(lowest).toMatch(/^\d+, [\d.]+% below spot: calls \+\$.*, puts −\$.*, net .* per 1% move$/);
  await page.keyboard.press("ArrowUp");
  const next = plain((await slider.getAttribute("aria-valuetext")) ?? "");
  expect(Number(next.split(",")[0])).toBe(Number(lowest.split(",")[0]) + 1);
  await page.keyboard.press("End");
  const highest = plain((await slider.getAttribute("aria-valuetext")) ?? "");
  await expect(panel.locator("dl").first()).toContainText(highest.split(",")[0] ?? "");

  await panel.getByRole("button", { name: "Table" }).click();
  const table = panel.getByRole("table");
  const rows = await table.getByRole("row").allTextContents();
  expect(rows).toHaveLength(6);
  expect(plain(rows[1] ?? "")).toContain(highest.split(",")[0]);
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(
    /^gammagate-GM-gamma-by-strike-combined-\d{4}-\d\d-\d\d\.csv$/,
  );
});

test("explains the traps and loads what is missing, cost first", async ({ page, fleet }) => {
  await page.goto("/s/META");
  await pressAndWait(headOf(page).button);
  fleet.upstream.reset();
  await page.getByRole("link", { name: "Psychology" }).click();
  await expect(page).toHaveTitle(/META psychology/);
  const missing = page.getByRole("region", { name: /^Not enough data/ });
  await expect(missing).toContainText("Missing: call wall");
  const refresh = page.getByRole("button", { name: "Update all" });
  await expect(refresh).toHaveAccessibleDescription(/^3 API calls · ~\d+s$/);
  expect(fleet.upstream.arrivals()).toEqual([]);
  await refresh.click();
  await expect(refresh).toHaveAccessibleDescription(/^all fresh · Ready/, { timeout: 20_000 });
  expect(
    fleet.upstream
      .arrivals()
      .map(({ resource }) => resource)
      .toSorted(),
  ).toEqual(["curve", "expirations", "history"]);
  await expect(missing).not.toContainText("call wall");
  await expect(page.getByRole("heading", { name: "Not used in these checks" })).toBeVisible();
  expect(await textOf(page.locator("main"))).not.toMatch(/win rate|probab|you should/i);

  await page.getByRole("link", { name: "Gamma", exact: true }).click();
  const shares = panelOf(page, "Expiry concentration").panel;
  // The upstream reports 0.4, 0.3, 0.2 and 0.1 of each strike's gamma.
  for (const share of ["40.0", "30.0", "20.0", "10.0"]) {
    expect(await textOf(shares)).toContain(`${share}%`);
  }
  expect(await textOf(panelOf(page, "Gamma roll-off").panel)).toContain(
    "70.0% of today's gamma expires with the nearest and first weekly expirations",
  );
  await expect(panelOf(page, "Walls by expiration").panel.getByRole("row")).toHaveCount(6);
  for (const title of ["Expiry concentration", "Gamma roll-off", "Walls by expiration"]) {
    await expect(panelOf(page, title).badge).toHaveText(/Fresh|Cached/);
  }
  expect(fleet.upstream.arrivals()).toHaveLength(3);
});

test("loads the net gamma of the address's date, and of now", async ({ page, fleet }) => {
  fleet.upstream.reset();
  await page.goto("/s/ZM?expiry=2026-12-18");
  const { panel, button, badge } = panelOf(page, "Gamma by strike");
  await expect(button).toHaveText(/^Load/);
  await pressAndWait(button);
  await expect(badge).toHaveText("Fresh");
  // The API reports neither calls nor puts of one date.
  await expect(panel).toContainText(/Puts—.*Calls—.*Net[−+]\$/);
  await panel.getByLabel("Expiry").selectOption({ label: "Live (all)" });
  await pressAndWait(button);
  await expect(panel).toContainText(/Puts—.*Calls—.*Net[−+]\$/);
  expect(fleet.upstream.arrivals()).toHaveLength(2);
});

test("spends nothing by minutes of looking away and back", async ({ page, context, fleet }) => {
  await page.clock.install();
  await page.goto("/s/MCD");
  await headOf(page).button.click();
  await expect(headOf(page).badge).toHaveText("Fresh");
  fleet.upstream.reset();
  const asked = watchRequests(context);
  for (let minute = 0; minute < 10; minute += 1) {
    await page.clock.runFor(30_000);
    await page.evaluate(() => {
      for (const event of ["blur", "focus", "offline", "online"]) {
        window.dispatchEvent(new Event(event));
      }
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.clock.runFor(30_000);
  }
  for (const name of ["Psychology", "Gamma", "Overview"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.clock.runFor(5_000);
  }
  await page.goBack();
  await page.waitForLoadState("networkidle");
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toEqual([]);
});

test("leads other spellings to one page; a non-symbol has none", async ({ page }) => {
  await page.goto("/s/brk.b/psychology");
  await expect(page).toHaveURL(/\/s\/BRK\.B\/psychology$/);
  for (const [path, symbol] of [
    ["/s/brk-b", "BRK.B"],
    ["/s/%5EGSPC", "SPX"],
    ["/s/$VIX/gamma", "VIX/gamma"],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveURL(new RegExp(`/s/${symbol}$`));
  }
  for (const path of ["/s/%3Cscript%3E", "/s/THISISTOOLONG", "/s/A%20B"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not a valid symbol");
    await expect(page.getByRole("link", { name: "Back to watchlist" })).toBeVisible();
  }
  expect((await page.goto("/s/%D0%90APL"))?.status()).toBe(404);
  await expect(page.getByText("In this address the letter \u0410 is Cyrillic.")).toBeVisible();
});

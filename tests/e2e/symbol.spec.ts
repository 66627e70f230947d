import { expect } from "@playwright/test";
import { judgedTest as test } from "./support";
import { headOf, loadOverview, panelOf, plain, pressAndWait, textOf } from "./symbol-page";
import { spendingOf, watchRequests } from "./watchlist";

test.use({ env: { REFRESH_COOLDOWN_SECONDS: "30", REFRESH_INTERVAL_SECONDS: "0" } });

test("opening a symbol's pages asks nothing; each panel says why it is empty and what filling it costs", async ({
  page,
  context,
  fleet,
}) => {
  fleet.upstream.reset();
  const asked = watchRequests(context);
  for (const path of [
    "/s/ZM",
    "/s/ZM/psychology",
    "/s/ZM/gamma",
    "/s/ZM?expiry=nearest&window=1y",
  ]) {
    await page.goto(path, { waitUntil: "networkidle" });
    await expect(headOf(page).button).toHaveText(/^Load.*1 call/);
  }
  for (const title of ["Gamma by strike", "History"]) {
    const { panel, button } = panelOf(page, title);
    await expect(panel).toContainText("Nobody has loaded this yet. Loading it takes 1 call");
    await expect(button).toHaveText(/^Load.*1 call/);
  }
  await expect(panelOf(page, "Traps").panel).toContainText(/Nobody has loaded this yet.*: 4 calls/);
  const volatility = panelOf(page, "Volatility and positioning").panel;
  await expect(volatility).toContainText("loaded with the headline, above");
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toEqual([]);
});

test("each panel is a call of its own, and what it brings is read together with the rest for free", async ({
  page,
  context,
  fleet,
}) => {
  fleet.upstream.reset();
  const asked = watchRequests(context);
  await page.goto("/s/KO");
  await loadOverview(page);
  expect(fleet.upstream.arrivals().map(({ resource }) => resource)).toEqual([
    "gex",
    "curve",
    "history",
  ]);
  await expect(page.getByLabel("Key levels of KO")).toContainText(/Call wall.*curve · just now/s);
  const traps = panelOf(page, "Traps");
  await expect(traps.panel).toContainText(/of 13 present.* cannot be read yet.*: 1 call,/);
  await expect(traps.badge).toHaveText(/Fresh|Cached/);
  const volatility = panelOf(page, "Volatility and positioning");
  await expect(volatility.panel).toContainText(/refreshed with the headline, above/);
  await expect(volatility.badge).toHaveText(/Fresh|Cached/);
  await expect(page.getByRole("slider", { name: "Strike" })).toBeAttached();
  // What a landing changes is read again once, whoever shows it; a history changes no level.
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

test("another expiry stands in the address, is read from the cache, and costs only when pressed", async ({
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
  await expect(panel).toContainText("Nobody has loaded this yet");
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

test("every window that the upstream offers can be chosen, and the shortest names each day once", async ({
  page,
  fleet,
}) => {
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
    .filter({ hasText: /[A-Z][a-z]+$/ })
    .allTextContents();
  expect(days.length).toBeGreaterThan(1);
  expect(new Set(days).size).toBe(days.length);
  await page.goto("/s/XOM?window=2y");
  await expect(choice).toHaveValue("2y");
  await expect(button).toHaveText(/^Load/);
});

test("the drawing is read strike by strike with the keys, and is a table and a file as well", async ({
  page,
}) => {
  await page.goto("/s/GM?range=all");
  const { panel, button } = panelOf(page, "Gamma by strike");
  await pressAndWait(button);
  const slider = panel.getByRole("slider", { name: "Strike" });
  await slider.focus();
  await page.keyboard.press("Home");
  const lowest = plain((await slider.getAttribute("aria-valuetext")) ?? "");
  expect(lowest).toMatch(
    /^\d+, [\d.]+ % below spot: calls \+\$.*, puts −\$.*, net .* per 1 % move$/,
  );
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

test("the traps say what they need; one press brings what is missing, and it says the cost first", async ({
  page,
  fleet,
}) => {
  await page.goto("/s/META");
  await pressAndWait(headOf(page).button);
  fleet.upstream.reset();
  await page.getByRole("link", { name: "Psychology" }).click();
  await expect(page).toHaveTitle(/META psychology/);
  const missing = page.getByRole("region", { name: /^Cannot be read/ });
  await expect(missing).toContainText("Missing: call wall");
  const refresh = page.getByRole("button", { name: "Refresh what is missing or old" });
  await expect(refresh).toHaveAccessibleDescription(/^3 calls · about \d+ s$/);
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
  await expect(page.getByRole("heading", { name: "Not told by this API" })).toBeVisible();
  expect(await textOf(page.locator("main"))).not.toMatch(/win rate|probab|you should/i);

  await page.getByRole("link", { name: "Gamma", exact: true }).click();
  const shares = panelOf(page, "Expiry concentration").panel;
  // The upstream tells 0.4, 0.3, 0.2 and 0.1 of each strike's gamma.
  for (const share of ["40.0", "30.0", "20.0", "10.0"]) {
    expect(await textOf(shares)).toContain(`${share} %`);
  }
  expect(await textOf(panelOf(page, "Decay of the week").panel)).toContain(
    "70.0 % of today's gamma goes with the nearest and the first weekly expirations",
  );
  await expect(panelOf(page, "Walls by expiration").panel.getByRole("row")).toHaveCount(6);
  for (const title of ["Expiry concentration", "Decay of the week", "Walls by expiration"]) {
    await expect(panelOf(page, title).badge).toHaveText(/Fresh|Cached/);
  }
  expect(fleet.upstream.arrivals()).toHaveLength(3);
});

test("an expiry that is not offered says so in the panel, and another can be chosen", async ({
  page,
}) => {
  await page.goto("/s/ZM?expiry=2026-12-18");
  const { panel, button } = panelOf(page, "Gamma by strike");
  await expect(panel).toContainText("does not offer this expiry. Choose another above.");
  await expect(button).toHaveCount(0);
  await panel.getByLabel("Expiry").selectOption("nearest");
  await expect(button).toHaveText(/^Load/);
});

test("minutes of looking away and back on a symbol's page spend nothing", async ({
  page,
  context,
  fleet,
}) => {
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

test("a symbol in another spelling leads to its one page, and what is no symbol is not found", async ({
  page,
}) => {
  await page.goto("/s/brk.b/psychology");
  await expect(page).toHaveURL(/\/s\/BRK\.B\/psychology$/);
  for (const path of ["/s/%3Cscript%3E", "/s/THISISTOOLONG", "/s/A%20B"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("That is not a ticker symbol");
    await expect(page.getByRole("link", { name: "To the watchlist" })).toBeVisible();
  }
});

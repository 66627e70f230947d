import { expect } from "@playwright/test";
import { COOLDOWN_SECONDS, judgedTest as test } from "../support";
import { load, rowOf, spendingOf, watchRequests } from "../watchlist/watchlist";

// A server of its own: a copy that other tests left would be newer than the one scripted below.
test.use({ env: { DEPLOYMENT_NAME: "refresh" } });
test.beforeEach(({ fleet }) => fleet.upstream.reset());

test("loads figures in place with age and badge, for one call", async ({
  page,
  context,
  fleet,
}) => {
  const asked = watchRequests(context);
  await page.goto("/");
  const { row, button, figures, flip, age, badge } = rowOf(page, "SPY");
  const before = await row.boundingBox();
  await button.click();
  await expect(badge).toHaveText("Fresh");
  await expect(age).toHaveText("just now");
  await expect(figures).toContainText(/net GEX[−+][\d.]+[KMB]/);
  await expect(flip).toContainText(/flip\d.*\d\.\d\d/);
  expect(await row.boundingBox()).toEqual(before);
  expect(spendingOf(asked)).toEqual(["GET /api/gex/SPY"]);
  expect(fleet.upstream.arrivals().map(({ symbol }) => symbol)).toEqual(["SPY"]);
});

test("makes one call after the cooldown and updates both tabs", async ({
  page,
  context,
  fleet,
}) => {
  const old = Date.now() - 12 * 60_000;
  fleet.upstream.script({ symbol: "IWM" }, { kind: "good", asOf: old });
  await page.goto("/");
  const second = await context.newPage();
  await second.goto("/");
  await load(page, "IWM");
  const { button, age } = rowOf(page, "IWM");
  await expect(age).toHaveText("12 min ago");
  // The other tab receives it without a request.
  await expect(rowOf(second, "IWM").age).toHaveText("12 min ago");
  await expect(button).toHaveText(/1 API call · now/, { timeout: (COOLDOWN_SECONDS + 3) * 1_000 });
  const asked = watchRequests(context);
  await button.click();
  await expect(age).toHaveText("just now");
  await expect(rowOf(second, "IWM").age).toHaveText("just now");
  await expect(button).toHaveText(/Ready in \ds/);
  expect(spendingOf(asked)).toEqual(["GET /api/gex/IWM?refresh=1"]);
  expect(fleet.upstream.arrivals()).toHaveLength(2);
});

test("shows the cost of Refresh selected and makes one request", async ({
  page,
  context,
  fleet,
}) => {
  await page.goto("/");
  const selected = page.getByRole("button", { name: "Refresh selected" });
  await expect(selected).toHaveAttribute("aria-disabled", "true");
  await expect(selected).toHaveAccessibleDescription("Select rows to refresh");
  for (const symbol of ["DIA", "AAPL", "NVDA"]) await rowOf(page, symbol).pick.check();
  await expect(selected).toHaveText(/3 of \d+ API calls · ~1s/);
  const asked = watchRequests(context);
  await selected.click();
  for (const symbol of ["DIA", "AAPL", "NVDA"]) {
    await expect(rowOf(page, symbol).badge).toHaveText("Fresh");
  }
  expect(spendingOf(asked)).toEqual(["POST /api/refresh"]);
  expect(fleet.upstream.arrivals()).toHaveLength(3);
  await expect(selected).toHaveText(/Ready in \ds/);
});

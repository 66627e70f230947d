import { expect } from "@playwright/test";
import { DEFAULT_WATCHLIST } from "@/lib/contract/home";
import { judgedTest as test } from "./support";
import { rowOf, spendingOf, watchRequests } from "./watchlist";

test.use({ env: { STORE_PREFIX: "first-visit" } });

test("opening and reloading a page with nothing cached asks nothing; each row tells its cost first", async ({
  page,
  context,
  fleet,
}) => {
  const asked = watchRequests(context);
  await page.goto("/");
  for (const symbol of DEFAULT_WATCHLIST) {
    const { figures, button } = rowOf(page, symbol);
    await expect(figures).toHaveText("not loaded yet");
    await expect(button).toHaveText(/^Load.*1 call · now$/);
    await expect(button).toHaveAccessibleDescription("1 call · now");
  }
  await page.reload();
  await page.reload();
  await expect(rowOf(page, "SPY").figures).toHaveText("not loaded yet");
  await page.waitForLoadState("networkidle");
  expect(asked.length).toBeGreaterThan(0);
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toEqual([]);
});

import { expect, type Page } from "@playwright/test";
import { test } from "../support";
import { scannerOf } from "./scanner-page";

test.use({ viewport: { width: 1440, height: 900 } });

/** The requests for lists so far that may make an API call, and the scans that were started. */
function spentBy(page: Page): string[] {
  const spent: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const isFree = searchParams.get("cached") === "1";
    if (pathname.startsWith("/api/setups/") && !isFree) spent.push(pathname);
    if (pathname.endsWith("/scan-incremental")) spent.push(pathname);
  });
  return spent;
}

test("a list fills the symbols by one press, and scans nothing", async ({ page }) => {
  const spent = spentBy(page);
  await page.goto("/scanner");
  const { symbols, cost, start } = scannerOf(page);
  const lists = page.getByRole("group", { name: "Lists from Trading Volatility" });
  await lists.getByRole("combobox").selectOption({ label: "Top setups" });
  const load = lists.getByRole("button", { name: /^Load Top setups/ });
  await expect(load).toContainText("1 API call");
  await expect(symbols).toHaveValue("");
  expect(spent).toEqual([]);

  await symbols.fill("SPY");
  await load.click();
  await expect(symbols).toHaveValue(/^SPY( [A-Z.]+){20,}$/);
  await expect(lists.getByText("Fresh", { exact: true })).toBeVisible();
  await expect(cost).toHaveText(/^\d+ symbols · \d+ API calls/);
  await expect(start).toHaveText("Start scan");
  expect(spent).toEqual(["/api/setups/top_setups"]);
});

test("a list that anyone loaded is free to add, up to the limit of a scan", async ({ page }) => {
  await page.goto("/scanner");
  const { symbols } = scannerOf(page);
  const lists = page.getByRole("group", { name: "Lists from Trading Volatility" });
  const choose = () => lists.getByRole("combobox").selectOption({ label: "Trend pullback" });
  await choose();
  await lists.getByRole("button", { name: /^Load/ }).click();
  await expect(symbols).not.toHaveValue("");

  await page.reload();
  const spent = spentBy(page);
  await choose();
  const add = lists.getByRole("button", { name: /^\+ \d+ symbols$/ });
  await expect(add).toBeVisible();
  await expect(symbols).toHaveValue("");
  await symbols.fill(Array.from({ length: 199 }, (_, index) => `L${index}`).join(" "));
  await add.click();
  await expect(lists.getByRole("status")).toHaveText(
    /^\d+ symbols of the list not added: the limit of a scan is 200\.$/,
  );
  await expect(symbols).toHaveValue(/ L198 [A-Z.]+$/);
  expect(spent).toEqual([]);
});

test("a list that fails says why, and changes no symbol", async ({ page }) => {
  await page.route("**/api/setups/highvol_breakdown", (route) =>
    route.fulfill({
      status: 404,
      contentType: "application/problem+json",
      json: {
        type: "/problems/not-offered",
        title: "Data not offered",
        status: 404,
        detail: "This Trading Volatility API or subscription does not include this data.",
      },
    }),
  );
  await page.goto("/scanner");
  const { symbols } = scannerOf(page);
  const lists = page.getByRole("group", { name: "Lists from Trading Volatility" });
  await lists.getByRole("combobox").selectOption({ label: "High-volatility breakdown" });
  await symbols.fill("SPY");
  await lists.getByRole("button", { name: /^Load/ }).click();
  await expect(lists.getByRole("status")).toHaveText(/does not include this data/);
  await expect(symbols).toHaveValue("SPY");
});

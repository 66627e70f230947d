import { expect } from "@playwright/test";
import { test } from "../support";
import { watchRequests } from "./watchlist";

test("searches by keyboard without calls, the last opened first", async ({ page, context }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const asked = watchRequests(context);
  await page.keyboard.press("/");
  // Typed at once, while the list is still loaded: no letter is lost or taken for a shortcut.
  await page.keyboard.type("palan");
  const field = page.getByRole("combobox", { name: "Symbol or name" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("palan");
  await expect(page.getByRole("option").first()).toHaveText(/^PLTR/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/s\/PLTR$/);
  expect(asked.filter(({ path }) => !path.includes("cached=1"))).toEqual([]);

  await page.goto("/");
  // Keys work once the page's own code runs.
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toHaveText(/^PLTR/);
  await page.keyboard.press("Escape");
  // Opened by its row, a symbol is one of the last as well, and first among those that fit.
  await page.getByRole("link", { name: "NVDA", exact: true }).click();
  await expect(page).toHaveURL(/\/s\/NVDA$/);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("option").first()).toHaveText(/^NVDA/);
  await page.keyboard.type("n");
  await expect(page.getByRole("dialog").getByRole("option").first()).toHaveText(/^NVDA/);
  await field.clear();
  await page.keyboard.type("zzqx");
  await expect(page.getByRole("dialog").getByRole("option")).toHaveText([/ZZQX.*Open anyway/]);
  await page.keyboard.type("!");
  await expect(page.getByText(/Not a valid symbol/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

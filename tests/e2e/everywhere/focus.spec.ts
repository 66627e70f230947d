import { expect } from "@playwright/test";
import { enterRoom, PASSWORD } from "../admin/control-room";
import { scannerOf } from "../scanner/scanner-page";
import { test } from "../support";

test.use({ env: { ADMIN_PASSWORD: PASSWORD } });

test.describe("the focus is where it was", () => {
  test("returns after a dialog is dismissed or confirmed", async ({ page }) => {
    await enterRoom(page);
    const hold = page.getByRole("button", { name: "Pause all API calls" });
    const dialog = page.getByRole("dialog");
    await hold.press("Enter");
    await dialog.getByRole("button", { name: "Cancel" }).press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(hold).toBeFocused();
    await hold.press("Enter");
    await dialog.getByRole("button", { name: "Pause calls", exact: true }).press("Enter");
    const release = page.getByRole("button", { name: "Resume all API calls" });
    await expect(release).toBeFocused();
    await release.press("Enter");
    await dialog.getByRole("button", { name: "Resume calls", exact: true }).press("Enter");
    await expect(hold).toBeFocused();
  });

  test("returns after everything was reset", async ({ page }) => {
    await page.goto("/");
    const preferences = page.getByRole("button", { name: "Keyboard and preferences" });
    await preferences.press("Enter");
    await page.getByRole("button", { name: "Reset everything" }).press("Enter");
    await expect(preferences).toBeFocused();
  });
});

test.describe("where the page has one column", () => {
  test.use({ viewport: { width: 1024, height: 740 } });

  test("focuses the scanner's title when the pressed control goes", async ({ page }) => {
    const { symbols, start, bar, list } = scannerOf(page);
    const title = page.getByRole("heading", { name: "Scanner", level: 1 });
    const newScan = page.getByRole("button", { name: "New scan" });
    await page.goto("/scanner");
    // Opened, it takes no focus.
    await expect(title).not.toBeFocused();
    await symbols.fill("SPY");
    await start.press("Enter");
    await expect(bar).toBeVisible();
    await expect(title).toBeFocused();
    await newScan.press("Enter");
    await expect(start).toBeVisible();
    await expect(title).toBeFocused();
    await list.getByRole("button", { name: /^1 symbol/ }).press("Enter");
    await expect(bar).toBeVisible();
    await expect(title).toBeFocused();
  });
});

test("focuses the neighbor of a removed scan, or else the list", async ({ page }) => {
  const { symbols, start, bar, list } = scannerOf(page);
  const rows = list.getByRole("listitem");
  const remove = list.getByRole("button", { name: /^Remove the scan/ });
  for (const symbol of ["AAPL", "NVDA"]) {
    await page.goto("/scanner");
    await symbols.fill(symbol);
    await start.click();
    await expect(bar).toBeVisible();
  }
  await page.goto("/scanner");
  await expect(rows).toHaveCount(2);
  await remove.first().press("Enter");
  await expect(rows).toHaveCount(1);
  await expect(remove).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(0);
  await expect(list.getByRole("heading", { name: "My scans" })).toBeFocused();
});

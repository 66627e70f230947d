import { expect } from "@playwright/test";
import { test } from "../support";
import { rowOf, spendingOf, watchRequests } from "../watchlist/watchlist";

test("steps, selects and refreshes by single keys, unless off", async ({ page, context }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const asked = watchRequests(context);
  // Without a row in focus there is nothing to refresh.
  await page.keyboard.press("r");
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  await expect(rowOf(page, "QQQ").link).toBeFocused();
  await page.keyboard.press("x");
  await expect(rowOf(page, "QQQ").pick).toBeChecked();
  expect(spendingOf(asked)).toEqual([]);
  await page.keyboard.press("r");
  await expect(rowOf(page, "QQQ").badge).toHaveText("Fresh");
  expect(spendingOf(asked)).toEqual(["GET /api/gex/QQQ"]);

  await page.keyboard.press("?");
  const keys = page.getByRole("switch", { name: "Single-key shortcuts" });
  await keys.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.reload();
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await page.keyboard.press("j");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rowOf(page, "SPY").link).not.toBeFocused();

  await page.getByRole("button", { name: "Keyboard and preferences" }).click();
  await page.getByRole("button", { name: "Reset everything" }).click();
  await page.keyboard.press("j");
  await expect(rowOf(page, "SPY").link).toBeFocused();
});

test("reads the quota once a minute, unless that is switched off", async ({ page, context }) => {
  await page.clock.install();
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const asked = watchRequests(context);
  await page.clock.runFor(61_000);
  await expect.poll(() => asked.length).toBe(1);
  await page.getByRole("button", { name: "Keyboard and preferences" }).click();
  // The switch itself is drawn over the checkbox.
  await page.getByRole("switch", { name: /Refresh the quota/ }).press("Space");
  await page.keyboard.press("Escape");
  await page.clock.runFor(300_000);
  await page.waitForLoadState("networkidle");
  expect(asked).toHaveLength(1);
});

import { expect } from "@playwright/test";
import { judgedTest as test } from "../support";
import { headOf, panelOf, textOf } from "./symbol-page";

// A server of its own: its store does not come back.
test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.6", REFRESH_INTERVAL_SECONDS: "0" } });

test("keeps the last copies, marked stale, while the store is down", async ({ page, fleet }) => {
  await page.goto("/s/QQQ");
  await headOf(page).button.click();
  await expect(headOf(page).badge).toHaveText("Fresh");
  await panelOf(page, "Gamma by strike").button.click();
  await expect(panelOf(page, "Gamma by strike").badge).toHaveText("Fresh");
  await page.reload();
  const levels = await textOf(page.getByLabel("Key levels of QQQ"));
  await fleet.redis.stop();
  await page.reload();
  await expect(headOf(page).badge).toHaveText("Saved");
  await expect(panelOf(page, "Gamma by strike").badge).toHaveText("Saved");
  await expect(
    page.getByText(/can't reach its database \(Redis\), so it makes no API calls/),
  ).toBeVisible();
  const ageless = (text: string) => text.replace(/just now|\d+ min ago/g, "");
  expect(ageless(await textOf(page.getByLabel("Key levels of QQQ")))).toBe(ageless(levels));
  const { panel, button } = panelOf(page, "History");
  await button.click();
  await expect(button).toContainText("Database down");
  await expect(panel).toContainText("so it makes no API calls");
});

import { expect } from "@playwright/test";
import { judgedTest as test } from "./support";
import { headOf, panelOf, textOf } from "./symbol-page";

// A server of its own: its store does not come back.
test.use({ env: { REFRESH_COOLDOWN_SECONDS: "0.6", REFRESH_INTERVAL_SECONDS: "0" } });

test("with the store down the last copies stay, marked stale, also on a page that is opened then", async ({
  page,
  fleet,
}) => {
  await page.goto("/s/QQQ");
  await headOf(page).button.click();
  await expect(headOf(page).badge).toHaveText("Fresh");
  await panelOf(page, "Gamma by strike").button.click();
  await expect(panelOf(page, "Gamma by strike").badge).toHaveText("Fresh");
  await page.reload();
  const levels = await textOf(page.getByLabel("Key levels of QQQ"));
  await fleet.redis.stop();
  await page.reload();
  await expect(headOf(page).badge).toHaveText("Stale");
  await expect(panelOf(page, "Gamma by strike").badge).toHaveText("Stale");
  await expect(
    page.getByText(/The shared store is not answering, so nothing is asked/),
  ).toBeVisible();
  const ageless = (text: string) => text.replace(/just now|\d+ min ago/g, "");
  expect(ageless(await textOf(page.getByLabel("Key levels of QQQ")))).toBe(ageless(levels));
  const { panel, button } = panelOf(page, "History");
  await button.click();
  await expect(button).toContainText("Store down");
  await expect(panel).toContainText("so no call can be made");
});

import { expect, type Page } from "@playwright/test";

export const PASSWORD = "the password of these tests";

/** Signs in and opens the control room, as it is asked for by `query`. */
export async function enterRoom(page: Page, query = ""): Promise<void> {
  await page.goto(`/admin${query}`);
  await page.getByLabel("Admin password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Admin", level: 1 })).toBeVisible();
}

/** One panel of the control room, by its title. */
export function roomPanel(page: Page, title: string) {
  return page
    .getByRole("region")
    .filter({ has: page.getByRole("heading", { name: title, exact: true, level: 2 }) });
}

/** Presses what opens a confirmation, and then what confirms it. */
export async function confirmAct(page: Page, opens: string | RegExp, confirms: string) {
  await page.getByRole("button", { name: opens }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: confirms, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

import { expect } from "@playwright/test";
import { test } from "../support";
import { enterRoom, PASSWORD } from "./control-room";

test.use({ env: { ADMIN_PASSWORD: PASSWORD, ADMIN_READ_ONLY: "1" } });

test("shows everything read-only and explains disabled controls", async ({ page }) => {
  await enterRoom(page);
  await expect(page.getByText("Read-only", { exact: true })).toBeVisible();
  for (const name of ["Pause all API calls", "Change limit"]) {
    const button = page.getByRole("button", { name });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/Read-only/);
    await button.click({ force: true });
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

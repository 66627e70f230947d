import { expect } from "@playwright/test";
import { enterRoom, PASSWORD } from "./control-room";
import { test } from "./support";

test.use({ env: { ADMIN_PASSWORD: PASSWORD, ADMIN_READ_ONLY: "1" } });

test("read-only, everything is shown; what would change anything says why it does not, and opens nothing", async ({
  page,
}) => {
  await enterRoom(page);
  await expect(page.getByText("Read-only", { exact: true })).toBeVisible();
  for (const name of ["Hold all calls", "Change the limit"]) {
    const button = page.getByRole("button", { name });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/Read-only/);
    await button.click({ force: true });
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

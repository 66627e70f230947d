import { expect } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { test } from "../support";

const PASSPHRASE = "gamma rays at noon";
test.use({ env: { ACCESS: "members", ACCESS_PASSPHRASE: PASSPHRASE } });

test("leads an outsider to /enter and admits the right passphrase", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/enter$/);
  const field = page.getByLabel("Passphrase");
  const open = page.getByRole("button", { name: "Continue" });
  await field.fill("not the passphrase");
  await open.click();
  await expect(page.getByRole("alert").filter({ hasText: "Wrong passphrase" })).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill(PASSPHRASE);
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: "Watchlist" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Watchlist" })).toBeVisible();
});

test.describe("in either theme", () => {
  // axe is put in by us, past the policy that keeps everyone else's scripts out.
  test.use({ bypassCSP: true });

  test("passes axe at the door, before and after a wrong passphrase", async ({ page }) => {
    await page.goto("/enter");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsOf(page), colorScheme).toEqual([]);
      await page.getByLabel("Passphrase").fill("not the passphrase");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByLabel("Passphrase")).toHaveAttribute("aria-invalid", "true");
      expect(await violationsOf(page), `${colorScheme}, wrong`).toEqual([]);
    }
  });
});

test("answers 401 by the API, but explains itself, to outsiders", async ({ page, request }) => {
  expect((await request.get("/api/gex/SPY")).status()).toBe(401);
  await page.goto("/problems/unauthorized");
  await expect(page.getByText("401 · unauthorized")).toBeVisible();
});

import { expect, type Page } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { sidewaysScroll } from "../everywhere/sideways-scroll";
import { test } from "../support";
import { enterRoom, PASSWORD } from "./control-room";

test.use({ env: { ADMIN_PASSWORD: PASSWORD }, bypassCSP: true });

async function openKeys(page: Page): Promise<void> {
  await enterRoom(page);
  await page.getByRole("link", { name: "Keys" }).click();
  await expect(page.getByRole("heading", { name: "Keys", level: 1 })).toBeVisible();
}

test("creates a key, shows it once, renames and revokes it", async ({ page, context, request }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openKeys(page);
  await expect(page.getByText("No keys yet.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Streamlit desk");
  await page.getByLabel("Role").selectOption("Deployment");
  await page.getByLabel("Share", { exact: true }).fill("3");
  await page.getByLabel("Budget per hour").fill("40");
  await page.getByRole("button", { name: "Create key" }).click();

  const shown = page.getByRole("region", { name: "Key for Streamlit desk" });
  await expect(shown).toContainText("cannot show it again");
  await shown.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Key copied")).toBeVisible();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^gg_[a-z0-9]{8}_[\w-]{43}$/);
  const headers = { authorization: `Bearer ${key}` };
  expect((await request.get("/api/rate-limit-status", { headers })).status()).toBe(200);

  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  const row = page.getByRole("row", { name: /Streamlit desk/ });
  await expect(row).toContainText("Deployment");
  await expect(row).toContainText("just now");
  await expect(row.getByRole("cell", { name: "40", exact: true })).toBeVisible();

  await row.getByRole("button", { name: "Edit Streamlit desk" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Second desk");
  await dialog.getByLabel("Share", { exact: true }).fill("99");
  await dialog.getByLabel("Share", { exact: true }).fill("5");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);

  await page.getByRole("button", { name: "Revoke Second desk" }).click();
  await expect(page.getByRole("dialog")).toContainText("This cannot be undone");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText("No keys yet.")).toBeVisible();
  expect((await request.get("/api/rate-limit-status", { headers })).status()).toBe(401);
});

test("names the addresses of a key, with examples", async ({ page, request }) => {
  await openKeys(page);
  const region = page.getByRole("region", { name: "Use a key" });
  await expect(region).toContainText("/api/mcp");
  const links = region.getByRole("link");
  await expect(links).toHaveCount(5);
  for (const link of await links.all()) {
    const answer = await request.get((await link.getAttribute("href")) ?? "");
    expect(answer.status()).toBe(200);
  }
});

test("leads a stranger to the sign-in and back", async ({ page }) => {
  await page.goto("/admin/keys");
  await expect(page).toHaveURL(/\/admin\/sign-in\?return=%2Fadmin%2Fkeys$/);
  await page.getByLabel("Admin password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Keys", level: 1 })).toBeVisible();
});

test("passes axe and fits at 360 px in both themes", async ({ page }) => {
  await openKeys(page);
  await page
    .getByLabel("Name", { exact: true })
    .fill("A name of sixty characters, which is the longest one allowed");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("button", { name: "Copy" })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 360]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 740 });
      expect(await violationsOf(page), `${colorScheme} ${width}`).toEqual([]);
      expect(await sidewaysScroll(page), `${colorScheme} ${width}`).toBe(0);
    }
  }
});

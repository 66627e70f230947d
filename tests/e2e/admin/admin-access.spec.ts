import { expect } from "@playwright/test";
import { test } from "../support";
import { enterRoom, PASSWORD } from "./control-room";

test.use({ env: { ADMIN_PASSWORD: PASSWORD } });

/** What only the control room says. */
const SECRETS = ["Rolling window", "Who spends", "Browser ", "configuredLimit"];

test("leads every way to the control room to its sign-in", async ({ page, request }) => {
  for (const path of ["/admin", "/admin?range=24h&calls=SPY"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/admin\/sign-in\?return=/);
    await expect(page.getByLabel("Admin password")).toBeVisible();
    await expect(page.getByRole("region")).toHaveCount(0);
  }
  const forms: Record<string, string>[] = [
    {},
    { RSC: "1" },
    { RSC: "1", "Next-Router-Prefetch": "1" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { cookie: "gg_admin=forged.session.value" },
  ];
  for (const headers of forms) {
    const answer = await request.get("/admin", { headers, maxRedirects: 0 });
    const body = await answer.text();
    for (const secret of SECRETS) expect(body, JSON.stringify(headers)).not.toContain(secret);
  }
});

test("reports a wrong password; the right one leads on", async ({ page }) => {
  await page.goto("/admin?range=24h&sort=denied");
  const field = page.getByLabel("Admin password");
  await field.fill("not the password at all");
  await field.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Wrong password" })).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill(PASSWORD);
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: "Admin", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/admin\?range=24h&sort=denied$/);
  await expect(page.getByRole("radio", { name: "24 h" })).toBeChecked();
  await page.reload();
  await expect(page.getByRole("radio", { name: "24 h" })).toBeChecked();
});

for (const evil of ["//evil.example", "https://evil.example", "/\\evil.example", "/s/SPY"]) {
  test(`never leads to ${evil} after the sign-in`, async ({ page }) => {
    await page.goto(`/admin/sign-in?return=${encodeURIComponent(evil)}`);
    await page.getByLabel("Admin password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/admin$/);
  });
}

test("closes the session in every tab on sign-out", async ({ page, context }) => {
  await enterRoom(page);
  const other = await context.newPage();
  await other.goto("/admin");
  const refresh = other.getByRole("button", { name: "Refresh", exact: true });
  await expect(refresh).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/admin\/sign-in$/);
  await refresh.click();
  await expect(other).toHaveURL(/\/admin\/sign-in\?return=%2Fadmin$/);
  await page.goto("/admin");
  await expect(page).toHaveURL(/sign-in/);
});

test("leads to the control room by the bar and marks it as open", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Admin" }).click();
  await expect(page).toHaveURL(/\/admin\/sign-in/);
  await enterRoom(page);
  await expect(page.getByRole("link", { name: "Admin" })).toHaveAttribute("aria-current", "page");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "More" }).click();
  await expect(page.getByRole("link", { name: "Admin" })).toBeVisible();
});

import { expect } from "@playwright/test";
import { test } from "../support";

// Only what is offered is looked at: nothing is called.
test.use({
  env: {
    TRADING_VOLATILITY_API: "v1",
    TRADING_VOLATILITY_V1_USERNAME: "I-NOBODY",
    TRADING_VOLATILITY_BASE_URL: "http://127.0.0.1:9/api",
    ACCESS: "open",
  },
});

test("explains what the older API lacks and offers the rest", async ({ page }) => {
  await page.goto("/s/SPY/gamma");
  const expirations = page.getByRole("listitem").filter({ hasText: "expirations" });
  await expect(expirations).toContainText("not available from this API");
  await expect(expirations.getByRole("button")).toHaveCount(0);
  await expect(page.getByText(/does not report expirations/)).toHaveCount(3);
  const refresh = page.getByRole("button", { name: "Update all" });
  await expect(refresh).toHaveAccessibleDescription(/^2 API calls/);
  await page.goto("/s/SPY?expiry=2026-12-18");
  await expect(page.getByLabel("Expiry")).toHaveValue("2026-12-18");
  const load = page.getByRole("button", { name: "Load SPY gamma by strike" });
  await expect(page.getByText(/Choose another expiry above/)).toBeVisible();
  await expect(load).toHaveCount(0);
  await page.getByLabel("Expiry").selectOption({ label: "All expirations" });
  await expect(load).toBeVisible();
});

import { expect } from "@playwright/test";
import { test } from "./support";

// Only what is offered is looked at: nothing is called.
test.use({
  env: {
    TRADING_VOLATILITY_API: "v1",
    TRADING_VOLATILITY_V1_USERNAME: "I-NOBODY",
    TRADING_VOLATILITY_BASE_URL: "http://127.0.0.1:9/api",
    ACCESS: "open",
  },
});

test("what the older API does not offer says so and has no button; what it does has its own", async ({
  page,
}) => {
  await page.goto("/s/SPY/gamma");
  const expirations = page.getByRole("listitem").filter({ hasText: "expirations" });
  await expect(expirations).toContainText("not offered by the API in use");
  await expect(expirations.getByRole("button")).toHaveCount(0);
  await expect(page.getByText(/tells no expirations, so this cannot be read/)).toHaveCount(3);
  const refresh = page.getByRole("button", { name: "Refresh what is missing or old" });
  await expect(refresh).toHaveAccessibleDescription(/^2 calls/);
  await page.goto("/s/SPY?expiry=2026-12-18");
  await expect(page.getByLabel("Expiry")).toHaveValue("2026-12-18");
  await expect(page.getByRole("button", { name: "Load SPY gamma by strike" })).toBeVisible();
});

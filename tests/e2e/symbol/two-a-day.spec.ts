import { expect, type Page } from "@playwright/test";
import { test } from "../support";

test.use({ env: { DEMO_CADENCE: "two-a-day", MARKET_HOURS: "nyse", QUOTA_LIMIT: "20" } });

// At night the buttons have their longest words, `Ready Mon 09:30 ET`.
test("keeps the words of each button inside it", async ({ page }) => {
  await page.goto("/s/MSFT/psychology");
  await page.getByRole("button", { name: "Update all" }).click();
  await expect(page.getByText("RSI(14, 1 day) above 70")).toBeVisible({ timeout: 20_000 });
  for (const path of ["", "/psychology", "/gamma"]) {
    await page.goto(`/s/MSFT${path}`);
    for (const width of [360, 640, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await tooWide(page), `${path} at ${width}`).toEqual([]);
    }
  }
});

/** The words of the buttons that do not fit into them. */
function tooWide(page: Page): Promise<(string | null)[]> {
  return page
    .locator("main button:visible")
    .evaluateAll((all) =>
      all.filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent),
    );
}

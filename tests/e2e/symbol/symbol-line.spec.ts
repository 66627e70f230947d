import { expect } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { judgedTest as test } from "../support";
import { askAsOthers } from "../watchlist/others";
import { headOf, panelOf } from "./symbol-page";

const LIMIT = 3;
test.use({
  env: { QUOTA_LIMIT: String(LIMIT), QUOTA_RESERVE: "0", QUOTA_WINDOW_SECONDS: "6" },
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("shows each panel's place in queue and a way to cancel", async ({ page, fleet }) => {
      const symbol = colorScheme === "light" ? "DIA" : "XLF";
      const letter = colorScheme === "light" ? "L" : "D";
      await page.goto(`/s/${symbol}`);
      const others = await askAsOthers(fleet, { count: 2 * LIMIT, limit: LIMIT, letter });
      const head = headOf(page);
      const history = panelOf(page, "History");
      await head.button.click();
      await history.button.click();
      const place = /\d+(st|nd|rd|th) in queue/;
      await expect(head.place).toContainText(place);
      await expect(history.panel).toContainText(place);
      expect(await violationsOf(page)).toEqual([]);

      await history.panel.getByRole("button", { name: /Cancel/ }).click();
      await expect(history.button).toHaveText(/^Load/);
      await expect(head.badge).toHaveText("Fresh", { timeout: 20_000 });
      await expect(page.getByText(`${symbol} updated`, { exact: true })).toBeVisible();
      await Promise.all(others);
      const mine = fleet.upstream.arrivals().filter((arrival) => arrival.symbol === symbol);
      expect(mine).toHaveLength(1);
      expect(fleet.upstream.worstWindow(fleet.windowMs)).toBe(LIMIT);
    });
  });
}

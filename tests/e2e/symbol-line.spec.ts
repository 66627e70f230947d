import { expect } from "@playwright/test";
import { violationsOf } from "./axe";
import { askAsOthers } from "./others";
import { judgedTest as test } from "./support";
import { headOf, panelOf } from "./symbol-page";

const LIMIT = 3;
test.use({
  env: { QUOTA_LIMIT: String(LIMIT), QUOTA_RESERVE: "0", QUOTA_WINDOW_SECONDS: "6" },
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("in line, each panel of a symbol tells its own place and the way out, and lands by itself", async ({
      page,
      fleet,
    }) => {
      const symbol = colorScheme === "light" ? "DIA" : "XLF";
      const letter = colorScheme === "light" ? "L" : "D";
      await page.goto(`/s/${symbol}`);
      const others = await askAsOthers(fleet, { count: 2 * LIMIT, limit: LIMIT, letter });
      const head = headOf(page);
      const history = panelOf(page, "History");
      await head.button.click();
      await history.button.click();
      const place = /\d+(st|nd|rd|th) in line/;
      await expect(head.place).toContainText(place);
      await expect(history.panel).toContainText(place);
      expect(await violationsOf(page)).toEqual([]);

      await history.panel.getByRole("button", { name: /Give up/ }).click();
      await expect(history.button).toHaveText(/^Load/);
      await expect(head.badge).toHaveText("Fresh", { timeout: 20_000 });
      await expect(page.getByText(`${symbol} landed`, { exact: true })).toBeVisible();
      await Promise.all(others);
      const mine = fleet.upstream.arrivals().filter((arrival) => arrival.symbol === symbol);
      expect(mine).toHaveLength(1);
      expect(fleet.upstream.worstWindow(fleet.windowMs)).toBe(LIMIT);
    });
  });
}

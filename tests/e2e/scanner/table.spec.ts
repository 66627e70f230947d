import { expect } from "@playwright/test";
import { test } from "../support";
import { load, rowOf } from "../watchlist/watchlist";

test("places each head of the watchlist above its own cells", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 740 });
  await page.goto("/");
  await load(page, "SPY");
  const heads = await page.locator("thead tr > *").evaluateAll(placesOf);
  expect(heads).toContain("trend");
  const loaded = rowOf(page, "SPY").row.locator("> *");
  expect(await loaded.evaluateAll(placesOf)).toEqual(heads);
  const empty = rowOf(page, "QQQ").row.locator("> *");
  // What is not loaded spans the columns between spot and age, so that those keep their heads.
  const columns = await empty.evaluateAll((all) =>
    all.reduce((sum, cell) => sum + (cell as HTMLTableCellElement).colSpan, 0),
  );
  expect(columns).toBe(heads.length);
});

/** The place of each cell in the row's grid, in the order in which it is read. */
function placesOf(cells: Element[]): string[] {
  return cells.map((cell) => getComputedStyle(cell).gridRowStart);
}

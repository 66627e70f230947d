import { expect, type Page } from "@playwright/test";

/** The scanner's page, by what people see of it. */
export function scannerOf(page: Page) {
  const progress = page
    .locator("section")
    .filter({ has: page.getByRole("progressbar") })
    .last();
  return {
    symbols: page.getByRole("textbox", { name: /^Symbols/ }),
    cost: page.locator("[data-part=cost]"),
    start: page.locator("[data-key=start]"),
    progress,
    bar: page.getByRole("progressbar"),
    pause: progress.getByRole("button", { name: "Pause" }),
    resume: progress.getByRole("button", { name: "Resume" }),
    cancel: progress.getByRole("button", { name: "Cancel" }),
    retry: progress.getByRole("button", { name: /^Retry failed/ }),
    rows: page.locator("tbody [data-symbol]"),
    list: page.getByRole("region", { name: "My scans" }),
  };
}

/** `A0 A1 … `: symbols that no other test scans. */
export function someSymbols(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index}`);
}

/** Opens the page and starts a scan; resolves once it is shown. */
export async function startScan(page: Page, symbols: readonly string[]): Promise<void> {
  const { symbols: field, start, bar } = scannerOf(page);
  await page.goto("/scanner");
  await field.fill(symbols.join(" "));
  await start.click();
  await expect(page).toHaveURL(/scan=/);
  await expect(bar).toBeVisible();
}

/** The symbols of the rows, from the top. */
export function landedOf(page: Page): Promise<string[]> {
  return page.locator("tbody [data-symbol] th").allTextContents();
}

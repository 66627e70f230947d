import { expect, type Locator, type Page } from "@playwright/test";

/** One panel of a symbol's page, by what people see of it. */
export function panelOf(page: Page, title: string) {
  const panel = page
    .getByRole("region")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  return {
    panel,
    button: panel.locator("[data-key=refresh]"),
    badge: panel.getByText(/^(Fresh|Cached|Stale|Saved)$/),
  };
}

/** The head of a symbol's page. */
export function headOf(page: Page) {
  const place = page.locator("main header");
  return {
    place,
    button: place.locator("[data-key=refresh]"),
    badge: place.getByText(/^(Fresh|Cached|Stale|Saved)$/),
  };
}

/** Presses a control that loads or refreshes, and waits until its answer is there. */
export async function pressAndWait(button: Locator): Promise<void> {
  await button.click();
  await expect(button).toHaveText(/Ready in|Ready \d/);
}

/** Loads the headline, the curve and the history, one call each. */
export async function loadOverview(page: Page): Promise<void> {
  await pressAndWait(headOf(page).button);
  await pressAndWait(panelOf(page, "Gamma by strike").button);
  await pressAndWait(panelOf(page, "History").button);
}

/** A card or a row of figures by its label: its label, the figure and all that is said of it. */
export async function entryText(page: Page, label: string): Promise<string> {
  const entry = page.locator("section dl > div").filter({
    has: page.locator("dt").filter({ hasText: startsWith(label) }),
  });
  const texts = await entry.first().locator("dt, dd").allTextContents();
  return texts.map(plain).join(" | ");
}

/** With its capitals: `Open interest` is a card, `Put/call open interest` a row. */
function startsWith(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^$()|[\]\\]/g, "\\$&")}`);
}

/** All that is said in a place, spaces plain. */
export async function textOf(place: Locator): Promise<string> {
  return plain((await place.textContent()) ?? "");
}

/** Text with plain spaces, as it is read. */
export function plain(text: string): string {
  return text
    .replace(/[\u202f\u00a0]/g, " ")
    .replace(/ +/g, " ")
    .trim();
}

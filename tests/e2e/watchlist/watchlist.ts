import { type BrowserContext, expect, type Page } from "@playwright/test";

/** One row of the watchlist, by what people see of it. */
export function rowOf(page: Page, symbol: string) {
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: symbol, exact: true }) });
  return {
    row,
    button: row.getByRole("button", { name: symbol }),
    link: row.getByRole("link"),
    /** Net GEX; or, before anything is loaded, that nothing is. */
    figures: row.locator(".gex, .missing"),
    flip: row.locator(".flip"),
    age: row.locator("time"),
    badge: row.getByText(/^(Fresh|Cached|Stale|Saved)$/),
    pick: row.getByRole("checkbox"),
  };
}

/** The symbols of the rows, from the top. */
export function orderOf(page: Page): Promise<string[]> {
  return page.getByRole("row").getByRole("link").allTextContents();
}

/** Presses Load, or Refresh where a copy is held, and waits until the answer is there. */
export async function load(page: Page, symbol: string): Promise<void> {
  const { button, badge } = rowOf(page, symbol);
  await button.click();
  await expect(button).not.toHaveText(/loading|now$/);
  await expect(badge).toBeVisible();
}

/** The seconds that a control counts down to; null while it does not. */
export async function readySeconds(page: Page, symbol: string): Promise<number | null> {
  const text = (await rowOf(page, symbol).button.textContent()) ?? "";
  const seconds = /Ready in (\d+)s/.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

export type Asked = { method: string; path: string };

/** Every request to /api that any tab of the context makes from now on, as it grows. */
export function watchRequests(context: BrowserContext): Asked[] {
  const asked: Asked[] = [];
  context.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api"))
      asked.push({ method: request.method(), path: pathname + search });
  });
  return asked;
}

const CACHED =
  /^GET \/api\/(gex|curve|history|expirations|gamma|psychology)\/[^/?]+\?(.+&)?cached=1$/;
const STATUS = /^GET \/api\/(rate-limit-status|queue-status|tickets\/[\w.-]+)$/;

/** Those that could cost a call: whatever is not known to be free. */
export function spendingOf(asked: readonly Asked[]): string[] {
  return asked
    .map(({ method, path }) => `${method} ${path}`)
    .filter((ask) => !CACHED.test(ask) && !STATUS.test(ask));
}

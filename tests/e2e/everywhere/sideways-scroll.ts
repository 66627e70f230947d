import type { Page } from "@playwright/test";

/** By how many px the page is wider than the screen: nowhere by any. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

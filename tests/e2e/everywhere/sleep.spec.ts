import { expect, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { load, rowOf, watchRequests } from "../watchlist/watchlist";

const HOUR_MS = 3_600_000;
const STATUS = "/api/rate-limit-status";

test("ages figures at once after a sleep, and reads once for free", async ({
  page,
  context,
  fleet,
}) => {
  await page.goto("/");
  await load(page, "DIA");
  const { age, badge } = rowOf(page, "DIA");
  await expect(badge).toHaveText("Fresh");
  const [arrivals, asked] = [fleet.upstream.arrivals().length, watchRequests(context)];
  const looks = await holdBack(page);
  await sleep(page);
  await expect(age).toHaveText(/^1 h/);
  await expect(badge).toHaveText("Cached");
  expect(asked).toEqual([{ method: "GET", path: STATUS }]);
  // Here no hour has passed for the server, and its own word sets the tab right.
  looks.letGo();
  await expect(badge).toHaveText("Fresh");
  expect(fleet.upstream.arrivals()).toHaveLength(arrivals);
});

test("ages figures after a sleep and asks nothing with reads off", async ({ page, context }) => {
  await page.goto("/");
  await load(page, "IWM");
  await page.keyboard.press("?");
  await page.getByRole("switch", { name: /^Refresh the quota/ }).press("Space");
  await page.keyboard.press("Escape");
  const asked = watchRequests(context);
  await sleep(page);
  await expect(rowOf(page, "IWM").age).toHaveText(/^1 h/);
  await expect(rowOf(page, "IWM").badge).toHaveText("Cached");
  expect(asked).toEqual([]);
});

/** As a laptop does it: the wall clock has gone on when it wakes, the forward-only one has stood. */
async function sleep(page: Page): Promise<void> {
  await page.evaluate((ms) => {
    const awake = Date.now.bind(Date);
    Date.now = () => awake() + ms;
  }, HOUR_MS);
}

async function holdBack(page: Page): Promise<{ letGo: () => void }> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(`**${STATUS}`, async (route) => {
    await held;
    await route.continue();
  });
  return { letGo: () => letGo() };
}

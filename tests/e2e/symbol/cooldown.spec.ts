import { expect, type Page } from "@playwright/test";
import { judgedTest as test } from "../support";
import { load, readySeconds, rowOf } from "../watchlist/watchlist";

const COOLDOWN_SECONDS = 30;
/** A page's words may be this late on a busy machine. A cooldown begun again would differ by more. */
const LATE_MS = 3_000;

test.use({
  env: { REFRESH_COOLDOWN_SECONDS: String(COOLDOWN_SECONDS), REFRESH_INTERVAL_SECONDS: "0" },
});
test.beforeEach(({ fleet }) => fleet.upstream.reset());

test("counts the cooldown down across a reload and a second tab", async ({
  page,
  context,
  fleet,
}) => {
  await page.goto("/");
  await load(page, "QQQ");
  const deadline = await deadlineOf(page);
  await expect.poll(() => readySeconds(page, "QQQ")).toBeLessThan(COOLDOWN_SECONDS - 5);
  await page.reload();
  expectSame(await deadlineOf(page), deadline);
  const second = await context.newPage();
  await second.goto("/");
  expectSame(await deadlineOf(second), deadline);
  // Held by the words alone would be held by nothing.
  await rowOf(second, "QQQ").button.dispatchEvent("click");
  expect(fleet.upstream.arrivals()).toHaveLength(1);
});

type Deadline = { earliest: number; latest: number };

/** When QQQ's control opens again, by this machine's clock in ms: it counts in whole seconds. */
async function deadlineOf(page: Page): Promise<Deadline> {
  await expect.poll(() => readySeconds(page, "QQQ")).not.toBeNull();
  // A page that a busy browser has not taken over yet stands still.
  const first = await readySeconds(page, "QQQ");
  await expect.poll(() => readySeconds(page, "QQQ"), { intervals: [100] }).not.toBe(first);
  const before = Date.now();
  const seconds = (await readySeconds(page, "QQQ")) ?? 0;
  return { earliest: before + (seconds - 1) * 1_000, latest: Date.now() + seconds * 1_000 };
}

function expectSame(one: Deadline, other: Deadline): void {
  expect(one.earliest - other.latest).toBeLessThan(LATE_MS);
  expect(other.earliest - one.latest).toBeLessThan(LATE_MS);
}

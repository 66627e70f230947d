import { expect, type Page } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { judgedTest as test } from "../support";
import { askAsOthers } from "../watchlist/others";
import { enterRoom, PASSWORD, roomPanel } from "./control-room";
import { makeTraffic } from "./room-traffic";

test.use({
  env: { ADMIN_PASSWORD: PASSWORD, QUOTA_WINDOW_SECONDS: "60", DEPLOYMENT_NAME: "looks" },
  // axe is put in by us, past the policy that keeps everyone else's scripts out.
  bypassCSP: true,
});
const THUMB = 44;
const LOOKS = [
  ["light", 1440],
  ["dark", 1440],
  ["light", 360],
  ["dark", 360],
] as const;

/** In every look axe finds nothing, nothing scrolls sideways, and the page ends with its last panel. */
async function judge(page: Page, state: string): Promise<void> {
  for (const [colorScheme, width] of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 740 });
    const look = `${state}, ${colorScheme}, ${width} px`;
    expect(await violationsOf(page), look).toEqual([]);
    expect(await beyondContent(page), look).toEqual({ sideways: 0, below: false });
  }
}

test("passes axe and fits in every theme, width and state", async ({ page, fleet }) => {
  test.setTimeout(240_000);
  await page.goto("/admin");
  await judge(page, "signing in");
  await page.getByLabel("Admin password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Wrong password" })).toBeVisible();
  await judge(page, "refused");

  await enterRoom(page);
  await expect(page.getByText(/Every slot is free/)).toBeVisible();
  await judge(page, "empty");

  await makeTraffic(fleet);
  await page.getByRole("button", { name: "Refresh", exact: true }).click();
  await expect(roomPanel(page, "Queue").getByRole("listitem").first()).toBeVisible();
  await judge(page, "busy");
  for (const title of ["Rolling window", "API calls per 60s"]) {
    await roomPanel(page, title).getByRole("button", { name: "Table" }).click();
  }
  await roomPanel(page, "Audit").getByRole("button", { name: "Show" }).click();
  await roomPanel(page, "Callers").getByRole("button", { name: "About Callers" }).click();
  await judge(page, "as tables, with what they mean");

  await page.getByRole("textbox", { name: "Symbol" }).fill("spy");
  for (const opens of ["Change limit", /^Pause all API calls/, /^Cancel/, /^Clear SPY/]) {
    await page.getByRole("button", { name: opens }).first().click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await judge(page, `asked before: ${opens}`);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("makes every control and dialog high enough for a thumb", async ({ page, fleet }) => {
    await page.goto("/admin");
    expect(await lowControls(page)).toEqual([]);
    await enterRoom(page);
    void Promise.allSettled(await askAsOthers(fleet, { count: 26, limit: 20, letter: "P" }));
    await page.getByRole("button", { name: "Refresh", exact: true }).click();
    await expect(roomPanel(page, "Queue").getByRole("listitem").first()).toBeVisible();
    await page.getByRole("textbox", { name: "Symbol" }).fill("spy");
    expect(await lowControls(page)).toEqual([]);
    await page.getByRole("button", { name: "Change limit" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await lowControls(page)).toEqual([]);
  });
});

test("keeps the focus in a dialog and returns it afterwards", async ({ page }) => {
  await enterRoom(page);
  const hold = page.getByRole("button", { name: "Pause all API calls" });
  await hold.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press("Tab");
    const isWithin = await page.evaluate(
      () =>
        document.activeElement === document.body ||
        document.querySelector("[role=dialog], dialog")?.contains(document.activeElement),
    );
    expect(isWithin).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(hold).toBeFocused();
});

/** Controls less high than a thumb; what lies in a label or a drawing is pressed through that. */
function lowControls(page: Page): Promise<(string | null)[]> {
  return page
    .locator(
      "main :is(button, select, label:has(input)):visible, [role=dialog] :is(button, input):visible",
    )
    .evaluateAll(
      (all, least) =>
        all
          // A border of one px to each side belongs to the frame around.
          .filter((it) => it.getBoundingClientRect().height < least - 2)
          .map((it) => it.getAttribute("aria-label") ?? it.textContent),
      THUMB,
    );
}

/** How far it scrolls sideways, and whether anything but the page's own end lies below its content. */
function beyondContent(page: Page): Promise<{ sideways: number; below: boolean }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const last = document.querySelector("main")?.getBoundingClientRect().bottom ?? 0;
    const end = Math.max(clientHeight, last + window.scrollY + 80);
    return { sideways: scrollWidth - clientWidth, below: scrollHeight > end };
  });
}

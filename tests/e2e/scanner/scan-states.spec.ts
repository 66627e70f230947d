import { expect } from "@playwright/test";
import { violationsOf } from "../everywhere/axe";
import { sidewaysScroll } from "../everywhere/sideways-scroll";
import { judgedTest as test } from "../support";
import { scannerOf, someSymbols, startScan } from "./scanner-page";

// A scan of ten needs two windows, so it cannot end while axe reads it.
test.use({
  env: { QUOTA_LIMIT: "6", QUOTA_RESERVE: "0", QUOTA_WINDOW_SECONDS: "15" },
});
const END = { timeout: 60_000 };
const ENDED = /Done 10 of 10 · ([1-9]\d*) failed/;

for (const [colorScheme, width, letter] of [
  ["light", 1440, "K"],
  ["dark", 1440, "L"],
  ["light", 360, "M"],
  ["dark", 360, "N"],
] as const) {
  test.describe(`in ${colorScheme} at ${width} px`, () => {
    // axe is put in by us, past the policy that keeps everyone else's scripts out.
    test.use({ colorScheme, bypassCSP: true, viewport: { width, height: 740 } });

    test("passes axe and never scrolls sideways in any scan state", async ({
      page,
      context,
      fleet,
    }) => {
      test.setTimeout(240_000);
      const judge = async (state: string) => {
        expect(await violationsOf(page), state).toEqual([]);
        expect(await sidewaysScroll(page), state).toBe(0);
      };
      fleet.upstream.script({ symbol: `${letter}1` }, { kind: "failing", status: 400 });
      const { symbols, cost, start, rows, pause, resume, progress, cancel } = scannerOf(page);
      await page.goto("/scanner");
      await expect(page.getByText("No scans in the last 24 hours.")).toBeVisible();
      await judge("empty");
      await symbols.fill(`${someSymbols(letter, 10).join(" ")} ${letter}1 ?!`);
      await expect(cost).toContainText("10 API calls");
      await judge("before the start");
      await context.setOffline(true);
      await start.click();
      await expect(page.getByText(/^No connection/)).toBeVisible();
      await judge("refused");
      await context.setOffline(false);

      await startScan(page, someSymbols(letter, 10));
      await expect.poll(() => rows.count()).toBeGreaterThan(1);
      await judge("running");
      await pause.click();
      await expect(resume).toBeVisible();
      await judge("paused");
      await resume.click();
      // At least the scripted one. On a busy machine a call may miss its deadline.
      await expect(progress).toContainText(ENDED, END);
      const failed = ENDED.exec((await progress.textContent()) ?? "")?.[1];
      await judge("ended, a row failed");
      await page.getByRole("combobox", { name: "Show" }).selectOption("failed");
      await expect(rows).toHaveCount(Number(failed));
      await judge("failed rows alone");

      await startScan(page, someSymbols(`${letter}X`, 10));
      await cancel.click();
      await expect(progress).toContainText("Canceled");
      await judge("cancelled");
      await page.reload();
      await expect(page.getByText("This scan is not available")).toBeVisible();
      await judge("not there");
    });
  });
}

import { expect } from "@playwright/test";
import { z } from "zod";
import { DEFAULT_WATCHLIST } from "@/lib/contract/page/home";
import { judgedTest as test } from "../support";
import { rowOf, spendingOf, watchRequests } from "../watchlist/watchlist";

test("asks nothing on open and reload; each row shows its cost", async ({
  page,
  context,
  fleet,
}) => {
  const copies = z.array(z.string()).parse(await fleet.redis.command("KEYS", "*:snapshot:*"));
  if (copies.length > 0) await fleet.redis.command("DEL", ...copies);
  fleet.upstream.reset();
  const asked = watchRequests(context);
  await page.goto("/");
  for (const symbol of DEFAULT_WATCHLIST) {
    const { figures, button } = rowOf(page, symbol);
    await expect(figures).toHaveText("not loaded yet");
    await expect(button).toHaveText(/^Load.*1 API call · now$/);
    await expect(button).toHaveAccessibleDescription("1 API call · now");
  }
  await page.reload();
  await page.reload();
  await expect(rowOf(page, "SPY").figures).toHaveText("not loaded yet");
  await page.waitForLoadState("networkidle");
  expect(asked.length).toBeGreaterThan(0);
  expect(spendingOf(asked)).toEqual([]);
  expect(fleet.upstream.arrivals()).toEqual([]);
});

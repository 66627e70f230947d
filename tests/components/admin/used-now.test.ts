import { expect, test } from "vitest";
import { usedNow } from "@/components/admin/used-now";
import { dashboardFixture } from "../../support/dashboard-fixture";
import { NOW, quotaFixture } from "../../support/snapshot-fixture";

const REASON = "Trading Volatility said that its limit is reached.";

test("slots are used until they free, by the clock of whoever looks", () => {
  const dashboard = dashboardFixture({ quota: quotaFixture({ used: 4 }) });
  expect(usedNow(dashboard, NOW)).toEqual({ used: 4, shut: null });
  expect(usedNow(dashboard, NOW + 40_000)).toEqual({ used: 2, shut: null });
});

test("none is free while no call may go, however few are held; and the reason is told", () => {
  const quota = quotaFixture({ used: 20, remaining: 0, healthReason: REASON });
  for (const slots of [[], dashboardFixture().slots]) {
    expect(usedNow(dashboardFixture({ slots, quota }), NOW + 40_000)).toEqual({
      used: 20,
      shut: REASON,
    });
  }
});

import { expect, test } from "vitest";
import { usedNow } from "@/components/admin/window/used-now";
import { dashboardFixture } from "../../support/visitors/dashboard-fixture";
import { NOW, quotaFixture } from "../../support/visitors/snapshot-fixture";

const REASON = "Trading Volatility reports that the rate limit is reached.";

test("counts slots as used until they free, by the viewer's clock", () => {
  const dashboard = dashboardFixture({ quota: quotaFixture({ used: 4 }) });
  expect(usedNow(dashboard, NOW)).toEqual({ used: 4, shut: null });
  expect(usedNow(dashboard, NOW + 40_000)).toEqual({ used: 2, shut: null });
});

test("has none free, and says why, while no call may go", () => {
  const quota = quotaFixture({ used: 20, remaining: 0, healthReason: REASON });
  for (const slots of [[], dashboardFixture().slots]) {
    expect(usedNow(dashboardFixture({ slots, quota }), NOW + 40_000)).toEqual({
      used: 20,
      shut: REASON,
    });
  }
});

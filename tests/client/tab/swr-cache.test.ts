import { expect, test } from "vitest";
import { UNREACHABLE } from "@/lib/client/tab/call-server";
import { STATUS_KEY } from "@/lib/client/tab/local-cache";
import { heldCache } from "../../support/visitors/held-cache";
import { NOW, quotaFixture } from "../../support/visitors/snapshot-fixture";

test("keeps the last quota, and when the first failed read was", () => {
  const { held, cache } = heldCache();
  held.missQuota(UNREACHABLE, NOW + 60_000);
  held.missQuota(UNREACHABLE, NOW + 120_000);
  expect(cache.get(STATUS_KEY)?.data).toMatchObject({
    quota: quotaFixture(),
    readAt: NOW,
    missed: { since: NOW + 60_000 },
  });
  held.keepQuota({ quota: quotaFixture(), readAt: NOW + 180_000 });
  expect(cache.get(STATUS_KEY)?.data).toMatchObject({ readAt: NOW + 180_000, missed: null });
});

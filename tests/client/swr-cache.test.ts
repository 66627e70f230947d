import { expect, test } from "vitest";
import { UNREACHABLE } from "@/lib/client/call-server";
import { STATUS_KEY } from "@/lib/client/held";
import { heldCache } from "../support/held-cache";
import { NOW, quotaFixture } from "../support/snapshot-fixture";

test("looks in vain leave the last word, and count from the first until one is answered", () => {
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

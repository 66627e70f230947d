import { expect, test } from "vitest";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { quotaHeaders, snapshotHeaders } from "@/lib/http/answer/answer";

const NOW = Date.parse("2026-11-23T15:00:00.000Z");
const breaker = { state: "closed", reason: null, retryInSeconds: 0 } as const;
// Only what the headers read.
const quota = (parts: Partial<Quota>): Quota =>
  ({
    limit: 20,
    windowSeconds: 60,
    remaining: 13,
    nextSlotInSeconds: 0,
    slotsFreeInSeconds: [],
    breaker,
    ...parts,
  }) as Quota;
const snapshot = (parts: Partial<Snapshot>): Snapshot =>
  ({
    fetchedAt: "2026-11-23T14:59:30.500Z",
    freshUntil: "2026-11-23T15:00:30.900Z",
    source: "cache",
    staleReason: null,
    sharedWith: 0,
    quota: quota({}),
    ...parts,
  }) as Snapshot;

test.each<[Partial<Snapshot>, string]>([
  [{}, "gammagate; hit; ttl=30"],
  [
    { source: "stale", staleReason: "breaker-open", freshUntil: "2026-11-23T14:58:00.000Z" },
    "gammagate; hit; ttl=-120; detail=breaker-open",
  ],
  [{ source: "upstream" }, "gammagate; fwd=miss; fwd-status=200; stored; ttl=30"],
  [
    { source: "upstream", sharedWith: 3 },
    "gammagate; fwd=miss; fwd-status=200; stored; collapsed; ttl=30",
  ],
])("Cache-Status shows how it was answered", (parts, status) => {
  expect(snapshotHeaders(snapshot(parts), NOW)).toMatchObject({
    age: "29",
    "cache-status": status,
  });
});

test("Age is never negative, whatever a clock says", () => {
  expect(snapshotHeaders(snapshot({}), NOW - 600_000).age).toBe("0");
});

test.each<[string, Partial<Quota>, string]>([
  ["slots left, none used", {}, '"upstream";r=13'],
  ["slots left: when the next comes back", { slotsFreeInSeconds: [4.2, 9] }, '"upstream";r=13;t=5'],
  [
    "none left",
    { remaining: 0, nextSlotInSeconds: 7.01, slotsFreeInSeconds: [7.01] },
    '"upstream";r=0;t=8',
  ],
  [
    "over, after the limit was lowered",
    { remaining: -3, nextSlotInSeconds: 0 },
    '"upstream";r=0;t=1',
  ],
  [
    "stopped by the breaker",
    { breaker: { state: "open", reason: "limited", retryInSeconds: 41.5 } },
    '"upstream";r=0;t=42',
  ],
])("RateLimit with %s", (_name, parts, expected) => {
  expect(quotaHeaders(quota(parts))).toEqual({
    "ratelimit-policy": '"upstream";q=20;w=60',
    ratelimit: expected,
  });
});

test("reports a fractional window in whole seconds", () => {
  expect(quotaHeaders(quota({ windowSeconds: 0.5 }))["ratelimit-policy"]).toBe(
    '"upstream";q=20;w=1',
  );
});

import { describe, expect, test } from "vitest";
import { healthWords } from "@/components/quota/health-words";
import { meterWords } from "@/components/quota/meter-words";
import { costWords } from "@/components/snapshot/refresh-words";
import { type KnownQuota, knownAt } from "@/lib/client/use-quota";
import type { Quota } from "@/lib/contract/quota";
import { browserPolicy } from "@/lib/policy";
import { NOW, quotaFixture } from "../support/snapshot-fixture";

/** What is known `seconds` after it was told. */
function knownAfter(seconds: number, over: Partial<Quota> = {}): KnownQuota {
  const held = { quota: quotaFixture(over), readAt: NOW, healthSince: null, missed: null };
  const known = knownAt(NOW + seconds * 1_000, held);
  if (known === null) throw new Error("there is a quota");
  return known;
}
const TOO_LONG = browserPolicy.quotaKnownMs / 1_000;

describe("the quota", () => {
  test("is counted on from when it was told, in the meter's words", () => {
    expect(meterWords(knownAfter(4))).toEqual({
      count: "14/20",
      next: "next now",
      left: "14 of 20 calls left in any 60 s, shared by everyone.",
      freeing: "Slots free in 5 s, 11 s, 18 s, 27 s, 36 s and 1 more after.",
    });
    const used = { remaining: 0, nextSlotInSeconds: 3, slotsFreeInSeconds: [] };
    expect(meterWords(knownAfter(0, used))).toMatchObject({
      next: "next in 3 s",
      freeing: "No call is counted now.",
    });
  });

  test("is counted on for two reads of it, then it is not known, and its time is told", () => {
    expect(meterWords(knownAfter(TOO_LONG - 1)).count).toBe("20/20");
    const old = knownAfter(TOO_LONG);
    expect(meterWords(old)).toEqual({
      count: "?/20",
      next: "unknown",
      left: "Not known now. As of 10:42 ET: 13 of 20 calls left in any 60 s, shared by everyone.",
      freeing: null,
    });
    const reckoning = old.now && { now: old.now, windowSeconds: 60 };
    expect(costWords(1, reckoning)).toBe("1 call");
  });
});

describe("the upstream's health", () => {
  test("is told with its reason, or what it means", () => {
    const down = { health: "down", healthReason: "Not answering since 10:31." } as const;
    expect(healthWords(knownAfter(0, down))).toEqual({
      health: "down",
      reason: "Not answering since 10:31.",
    });
    expect(healthWords(knownAfter(0)).reason).toMatch(/calls can go/);
    expect(healthWords(null).health).toBe("unknown");
  });

  test("is unknown as soon as the quota is", () => {
    expect(healthWords(knownAfter(TOO_LONG))).toEqual({
      health: "unknown",
      reason: "Not known now. As of 10:42 ET: Healthy.",
    });
  });
});

import { describe, expect, test } from "vitest";
import { healthWords } from "@/components/quota/health-words";
import { meterWords } from "@/components/quota/meter-words";
import { costWords } from "@/components/snapshot/refresh-words";
import { type KnownQuota, knownAt } from "@/lib/client/hooks/use-quota";
import type { Quota } from "@/lib/contract/quota/quota";
import { browserPolicy } from "@/lib/policy";
import { NOW, quotaFixture } from "../../support/visitors/snapshot-fixture";

/** What is known `seconds` after the report. */
function knownAfter(seconds: number, over: Partial<Quota> = {}): KnownQuota {
  const held = { quota: quotaFixture(over), readAt: NOW, healthSince: null, missed: null };
  const known = knownAt(NOW + seconds * 1_000, held);
  if (known === null) throw new Error("there is a quota");
  return known;
}
const TOO_LONG = browserPolicy.quotaKnownMs / 1_000;

describe("the quota", () => {
  test("is extrapolated from its report, in the meter's words", () => {
    expect(meterWords(knownAfter(4))).toEqual({
      count: "14/20",
      next: "no wait",
      left: "14 of 20 API calls left (rolling 60s, shared by everyone).",
      freeing: "Slots free up in 5s, 11s, 18s, 27s, 36s.",
    });
    const used = { remaining: 0, nextSlotInSeconds: 3, slotsFreeInSeconds: [] };
    expect(meterWords(knownAfter(0, used))).toMatchObject({
      next: "wait ~3s",
      freeing: "No API calls count against the limit.",
    });
  });

  test("is extrapolated for two reads, then shown as unknown", () => {
    expect(meterWords(knownAfter(TOO_LONG - 1)).count).toBe("20/20");
    const old = knownAfter(TOO_LONG);
    expect(meterWords(old)).toEqual({
      count: "?/20",
      next: "unknown",
      left: "Unknown now. As of 10:42 ET: 13 of 20 API calls left (rolling 60s, shared by everyone).",
      freeing: null,
    });
    const reckoning = old.now && { now: old.now, windowSeconds: 60 };
    expect(costWords(1, reckoning)).toBe("1 API call");
  });
});

describe("the upstream's health", () => {
  test("is shown with its reason, or what it means", () => {
    const down = { health: "down", healthReason: "Not answering since 10:31." } as const;
    expect(healthWords(knownAfter(0, down))).toEqual({
      health: "down",
      word: "Down",
      reason: "Not answering since 10:31.",
    });
    expect(healthWords(knownAfter(0)).reason).toMatch(/is responding/);
    expect(healthWords(null).health).toBe("unknown");
  });

  test("is paused, not down, while an admin has stopped the calls", () => {
    const breaker = { state: "held", reason: "Paused.", retryInSeconds: null } as const;
    const paused = { health: "down", healthReason: "Paused.", breaker } as const;
    expect(healthWords(knownAfter(0, paused)).word).toBe("Paused");
  });

  test("is unknown as soon as the quota is", () => {
    expect(healthWords(knownAfter(TOO_LONG))).toEqual({
      health: "unknown",
      word: "Unknown",
      reason: "Unknown now. As of 10:42 ET: Healthy.",
    });
  });
});

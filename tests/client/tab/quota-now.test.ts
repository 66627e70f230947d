import { describe, expect, test } from "vitest";
import { landingSeconds, quotaFor, quotaNow } from "@/lib/client/tab/quota-now";
import { NOW, quotaFixture, windowFixture } from "../../support/visitors/snapshot-fixture";

const used = quotaFixture({
  used: 20,
  remaining: 0,
  nextSlotInSeconds: 3,
  slotsFreeInSeconds: [3, 4, 10, 30],
});

describe("the quota this second", () => {
  test("refills as its slots free, without being asked again", () => {
    const { remaining, nextInSeconds, freesInSeconds, low } = quotaNow(used, NOW, NOW + 5_000);
    expect({ remaining, nextInSeconds, freesInSeconds, low }).toEqual({
      remaining: 2,
      nextInSeconds: 0,
      freesInSeconds: [5, 25],
      low: true,
    });
  });

  test("never exceeds the limit, and is low under a quarter of it", () => {
    expect(quotaNow(quotaFixture(), NOW, NOW + 3_600_000).remaining).toBe(20);
    expect(quotaNow(quotaFixture({ remaining: 5 }), NOW, NOW).low).toBe(false);
    expect(quotaNow(quotaFixture({ remaining: 4 }), NOW, NOW).low).toBe(true);
  });

  test("waits for an open breaker though slots are free", () => {
    const breaker = { state: "open", reason: "limit", retryInSeconds: 40 } as const;
    expect(quotaNow(quotaFixture({ breaker }), NOW, NOW + 10_000).nextInSeconds).toBe(30);
  });
});

describe("a further window", () => {
  const window = (name: "account" | "expensive", limit: number, used: number) =>
    windowFixture({ name, limit, used });
  const quota = quotaFixture({ windows: [window("account", 20, 7), window("expensive", 5, 3)] });

  test("stands beside the account's until its time has passed", () => {
    const curves = { name: "expensive", limit: 5 };
    const windowsAfter = (seconds: number) => quotaNow(quota, NOW, NOW + seconds * 1_000).others;
    expect(windowsAfter(59)).toMatchObject([{ ...curves, remaining: 2 }]);
    expect(windowsAfter(60)).toMatchObject([{ ...curves, remaining: 5 }]);
    expect(quotaNow(quotaFixture(), NOW, NOW).others).toEqual([]);
  });

  test("holds up the calls that need it, and no others", () => {
    const now = quotaNow(quota, NOW, NOW + 20_000);
    expect(quotaFor(now, ["gex", "history"]).nextInSeconds).toBe(0);
    expect(quotaFor(now, ["curve", "expirations"]).nextInSeconds).toBe(0);
    const full = quotaFixture({ windows: [window("account", 20, 7), window("expensive", 5, 4)] });
    const nearlyFull = quotaNow(full, NOW, NOW + 20_000);
    expect(quotaFor(nearlyFull, ["gex", "curve"]).nextInSeconds).toBe(0);
    expect(quotaFor(nearlyFull, ["curve", "expirations"]).nextInSeconds).toBe(40);
  });

  test("whose breaker is open is waited for", () => {
    const open = { state: "open", reason: "limit", retryInSeconds: 45 } as const;
    const paused = { ...window("expensive", 5, 0), breaker: open };
    const now = quotaNow(quotaFixture({ windows: [window("account", 20, 7), paused] }), NOW, NOW);
    expect(quotaFor(now, ["curve"]).nextInSeconds).toBe(45);
    expect(quotaFor(now, ["gex"]).nextInSeconds).toBe(0);
  });
});

describe("the landing of calls not yet made", () => {
  test("is half a second away for one call while slots are free", () => {
    expect(landingSeconds(quotaNow(quotaFixture(), NOW, NOW), 1, 60)).toBe(0.5);
  });

  test("counts a quarter second between calls: three land in 1 s", () => {
    expect(landingSeconds(quotaNow(quotaFixture(), NOW, NOW), 3, 60)).toBe(1);
  });

  test("waits for the slot that the last of them needs", () => {
    expect(landingSeconds(quotaNow(used, NOW, NOW), 3, 60)).toBe(10.5);
  });
});

import { describe, expect, test } from "vitest";
import { costWords, readyWords, refreshWords } from "@/components/snapshot/refresh-words";
import { holdSnapshot } from "@/lib/client/held";
import { quotaNow } from "@/lib/client/quota-now";
import { NOW, quotaFixture, snapshotFixture } from "../support/snapshot-fixture";

const quota = { now: quotaNow(quotaFixture(), NOW, NOW), windowSeconds: 60 };
const idle = { kind: "idle" } as const;
const cooling = holdSnapshot(snapshotFixture("SPY", { readyIn: 42 }), NOW);
const ready = holdSnapshot(snapshotFixture("SPY"), NOW);
const known = { held: ready, ask: idle, callerReadyAt: 0, quota, time: NOW };

function said(over: Partial<Parameters<typeof refreshWords>[0]>): string {
  const { verb, hint, open } = refreshWords({ ...known, ...over });
  return `${verb} · ${hint}${open ? "" : " (waits)"}`;
}

describe("several calls say", () => {
  test("how many of those left they take, unless there are fewer", () => {
    expect(costWords(3, quota, "of")).toBe("3 of 13 calls · about 1 s");
    expect(costWords(14, quota, "of")).toMatch(/^14 calls · about/);
  });
});

describe("the control says", () => {
  test("its cost and time before the press", () => {
    expect(said({})).toBe("Refresh · 1 call · now");
    expect(said({ held: null })).toBe("Load · 1 call · now");
  });

  test("the time left of the server's cooldown, and opens to the second", () => {
    expect(said({ held: cooling })).toBe("Refresh · Ready in 42 s (waits)");
    expect(said({ held: cooling, time: NOW + 41_000 })).toBe("Refresh · Ready in 1 s (waits)");
    expect(said({ held: cooling, time: NOW + 42_000 })).toBe("Refresh · 1 call · now");
  });

  test("the caller's interval on what is shown, but not on what is missing", () => {
    expect(said({ callerReadyAt: NOW + 8_000 })).toBe("Refresh · Ready in 8 s (waits)");
    expect(said({ callerReadyAt: NOW + 8_000, held: null })).toBe("Load · 1 call · now");
  });

  test("why it was refused, and when to try again", () => {
    const refused = (readyAt: number | null) =>
      ({ kind: "refused", refusal: { reason: "queue-full", detail: "", readyAt } }) as const;
    expect(said({ ask: refused(NOW + 17_000) })).toBe("Line full · Ready in 17 s (waits)");
    expect(said({ ask: refused(null) })).toBe("Line full · Try again");
  });

  test("not now while the gate is shut for even a moment", () => {
    const shut = { ...quota, now: { ...quota.now, nextInSeconds: 0.3 } };
    expect(costWords(1, shut)).toBe("1 call · about 1 s");
  });

  test("the cost alone while the quota is unknown", () => {
    expect(costWords(1, null)).toBe("1 call");
    expect(costWords(3, quota)).toBe("3 calls · about 1 s");
  });

  test("a long wait as a time of day, with its weekday when it is not today", () => {
    expect(readyWords(NOW + 12 * 60_000, NOW)).toBe("Ready in 12 min");
    expect(readyWords(NOW + 3 * 3_600_000, NOW)).toBe("Ready 13:42 ET");
    expect(readyWords(Date.parse("2026-11-25T13:00:00Z"), NOW)).toBe("Ready Wed 08:00 ET");
  });
});

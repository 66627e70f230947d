import { describe, expect, test } from "vitest";
import { costWords, readyWords, refreshWords } from "@/components/snapshot/refresh-words";
import { toLocalSnapshot } from "@/lib/client/tab/local-cache";
import { quotaNow } from "@/lib/client/tab/quota-now";
import { NOW, quotaFixture, snapshotFixture } from "../support/visitors/snapshot-fixture";

const quota = { now: quotaNow(quotaFixture(), NOW, NOW), windowSeconds: 60 };
const idle = { kind: "idle" } as const;
const cooling = toLocalSnapshot(snapshotFixture("SPY", { readyIn: 42 }), NOW);
const ready = toLocalSnapshot(snapshotFixture("SPY"), NOW);
const market = "open" as const;
const known = { held: ready, ask: idle, callerReadyAt: 0, quota, market, time: NOW };

function said(over: Partial<Parameters<typeof refreshWords>[0]>): string {
  const { verb, hint, open } = refreshWords({ ...known, ...over });
  return `${verb} · ${hint}${open ? "" : " (waits)"}`;
}

describe("several calls say", () => {
  test("how many of those left they take, unless there are fewer", () => {
    expect(costWords(3, quota, "of")).toBe("3 of 13 API calls · ~1s");
    expect(costWords(14, quota, "of")).toMatch(/^14 API calls · ~/);
  });
});

describe("the control says", () => {
  test("its cost and time before the press", () => {
    expect(said({})).toBe("Refresh · 1 API call · now");
    expect(said({ held: null })).toBe("Load · 1 API call · now");
  });

  test("the time left of the cooldown, and opens to the second", () => {
    expect(said({ held: cooling })).toBe("Refresh · Ready in 42s (waits)");
    expect(said({ held: cooling, time: NOW + 41_000 })).toBe("Refresh · Ready in 1s (waits)");
    expect(said({ held: cooling, time: NOW + 42_000 })).toBe("Refresh · 1 API call · now");
  });

  test("when the next update is expected, before it spends", () => {
    const morning = {
      asOf: "2026-11-24T14:36:00.000Z",
      freshUntil: "2026-11-24T20:40:00.000Z",
      nextExpectedAt: "2026-11-24T20:20:00.000Z",
    };
    const held = toLocalSnapshot(snapshotFixture("SPY", morning), NOW);
    expect(said({ held })).toBe("Refresh · ask anyway, 1 call");
    expect(refreshWords({ ...known, held }).detail).toBe("Next update about 15:20 ET");
    expect(said({ held, time: Date.parse(morning.freshUntil) })).toBe("Refresh · 1 API call · now");
    const cooled = { ...held, readyAt: Date.parse(morning.nextExpectedAt) };
    expect(said({ held: cooled })).toBe("Refresh · Ready 15:20 ET (waits)");
  });

  test("until when a day's last data stays while the market rests", () => {
    const close = {
      asOf: "2026-11-23T20:47:00.000Z",
      freshUntil: "2026-11-24T14:50:00.000Z",
      nextExpectedAt: "2026-11-24T14:30:00.000Z",
    };
    const held = toLocalSnapshot(snapshotFixture("SPY", close), NOW);
    const evening = { held, time: Date.parse("2026-11-23T21:30:00Z") };
    const opens = { ...held, readyAt: 0 };
    expect(said({ ...evening, held: opens, market: "after" })).toBe(
      "Refresh · Ready Tue 09:30 ET (waits)",
    );
    expect(said({ ...evening, held: opens, market: "open" })).toBe("Refresh · ask anyway, 1 call");
  });

  test("the caller's interval on what is shown, not when missing", () => {
    expect(said({ callerReadyAt: NOW + 8_000 })).toBe("Refresh · Ready in 8s (waits)");
    expect(said({ callerReadyAt: NOW + 8_000, held: null })).toBe("Load · 1 API call · now");
  });

  test("why it was refused, and when to try again", () => {
    const refused = (readyAt: number | null) =>
      ({ kind: "refused", refusal: { reason: "queue-full", detail: "", readyAt } }) as const;
    expect(said({ ask: refused(NOW + 17_000) })).toBe("Queue full · Ready in 17s (waits)");
    expect(said({ ask: refused(null) })).toBe("Queue full · Try again");
  });

  test("not now while the gate is shut for even a moment", () => {
    const shut = { ...quota, now: { ...quota.now, nextInSeconds: 0.3 } };
    expect(costWords(1, shut)).toBe("1 API call · ~1s");
  });

  test("the cost alone while the quota is unknown", () => {
    expect(costWords(1, null)).toBe("1 API call");
    expect(costWords(3, quota)).toBe("3 API calls · ~1s");
  });

  test("a long wait as a time of day, with the weekday if not today", () => {
    expect(readyWords(NOW + 12 * 60_000, NOW)).toBe("Ready in 12 min");
    expect(readyWords(NOW + 3 * 3_600_000, NOW)).toBe("Ready 13:42 ET");
    expect(readyWords(Date.parse("2026-11-25T13:00:00Z"), NOW)).toBe("Ready Wed 08:00 ET");
  });
});

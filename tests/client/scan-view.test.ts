import { describe, expect, test } from "vitest";
import { scanAfter, viewOfScan, withSummary } from "@/lib/client/scans/scan-view";
import type { ScanEvent } from "@/lib/contract/scan/scan-events";
import {
  landedRow,
  problemFixture,
  scanFixture,
  summaryFixture,
} from "../support/visitors/scan-fixture";
import { NOW, snapshotFixture } from "../support/visitors/snapshot-fixture";

const view = viewOfScan(scanFixture(), NOW);
const row = (symbol: string, position: number) => ({ symbol, position, total: 4 });
const completed = (symbol: string, position: number, id = "scan-1:8"): ScanEvent => ({
  id,
  event: "completed",
  data: { ...row(symbol, position), snapshot: snapshotFixture(symbol) },
});
const tally = { done: 2, failed: 1, total: 4 };

describe("a scan that is read whole", () => {
  test("shows its rows in the order of their fetch, failed ones last", () => {
    const rows = [
      landedRow("SPY", 1, { ageSeconds: 90 }),
      { ...landedRow("X", 2), state: "failed", problem: problemFixture("gone", 410) } as const,
      landedRow("QQQ", 3, { ageSeconds: 600 }),
      landedRow("IWM", 4, { ageSeconds: 300 }),
    ];
    expect(viewOfScan(scanFixture({ rows }), NOW).ended).toEqual([3, 4, 1, 2]);
  });

  test("lands by the server's clock, counted from its report", () => {
    expect(view.endsAt).toBe(NOW + 12_000);
    expect(view.ended).toEqual([1, 2]);
    expect(view.endedAt.size).toBe(0);
  });
});

describe("an event", () => {
  test("puts a row that ended after the others, and counts it", () => {
    const after = scanAfter(view, completed("QQQ", 3), NOW + 5);
    expect(after.ended).toEqual([1, 2, 3]);
    expect(after.rows[2]).toMatchObject({ state: "completed", snapshot: { symbol: "QQQ" } });
    expect(after.summary).toMatchObject({ done: 2, failed: 1 });
    expect(after.endedAt).toEqual(new Map([[3, NOW + 5]]));
    expect(after.lastEventId).toBe("scan-1:8");
  });

  test("received twice changes only the stream position", () => {
    const once = scanAfter(view, completed("QQQ", 3), NOW);
    const twice = scanAfter(once, completed("QQQ", 3, "scan-1:9"), NOW + 1_000);
    expect(twice).toEqual({ ...once, lastEventId: "scan-1:9" });
  });

  test("that a row entered the line does not take an end back", () => {
    const queued = {
      id: "9",
      event: "queued",
      data: { ...row("SPY", 1), estimatedWaitSeconds: 3 },
    };
    expect(scanAfter(view, queued as ScanEvent, NOW).rows).toEqual(view.rows);
    const other = { ...queued, data: { ...row("IWM", 4), estimatedWaitSeconds: 3 } };
    expect(scanAfter(view, other as ScanEvent, NOW).rows[3]).toMatchObject({ state: "running" });
  });

  test("of a row that is not in the scan changes no row", () => {
    expect(scanAfter(view, completed("ZM", 9), NOW).rows).toEqual(view.rows);
  });

  test("that a row failed has the reason", () => {
    const problem = problemFixture("upstream-timeout", 504);
    const after = scanAfter(
      view,
      { id: "8", event: "failed", data: { ...row("IWM", 4), problem } },
      NOW,
    );
    expect(after.rows[3]).toEqual({ symbol: "IWM", position: 4, state: "failed", problem });
    expect(after.summary.failed).toBe(2);
  });

  test("of progress moves the wait and the place, and the rows stay", () => {
    const data = { ...tally, estimatedWaitSeconds: 30, place: 1, state: "running" } as const;
    const after = scanAfter(view, { id: "8", event: "progress", data }, NOW + 1_000);
    expect(after.endsAt).toBe(NOW + 31_000);
    expect(after.summary).toMatchObject({ place: 1, done: 2 });
    expect(after.rows).toBe(view.rows);
  });

  test("of a pause empties the queue, but lands a row in flight", () => {
    const paused = scanAfter(view, { id: "8", event: "paused", data: tally }, NOW);
    expect(paused.summary).toMatchObject({ state: "paused", place: null });
    expect(paused.rows.map(({ state }) => state)).toEqual([
      "completed",
      "failed",
      "waiting",
      "waiting",
    ]);
    expect(scanAfter(paused, completed("QQQ", 3), NOW).ended).toEqual([1, 2, 3]);
  });

  test("of a retry reopens the failed rows, and lets them end later", () => {
    const data = { ...tally, failed: 0, retried: ["NOPE"] };
    const after = scanAfter(view, { id: "8", event: "resumed", data }, NOW);
    expect(after.summary).toMatchObject({ state: "running", failed: 0 });
    expect(after.ended).toEqual([1]);
    expect(scanAfter(after, completed("NOPE", 2), NOW).ended).toEqual([1, 2]);
  });

  test("of the end, or of the whole, is the last word", () => {
    const end = scanAfter(view, { id: "8", event: "end", data: tally }, NOW);
    expect(end.summary).toMatchObject({ state: "ended", done: 2, place: null });
    const whole = scanFixture({ state: "paused", lastEventId: "other:2" });
    const reset = scanAfter(end, { id: "8", event: "reset", data: whole }, NOW);
    expect(reset).toEqual(viewOfScan(whole, NOW));
  });
});

test("what an act is answered with leaves the rows to the events", () => {
  const after = withSummary(view, summaryFixture({ state: "paused", place: null }), NOW);
  expect(after.summary.state).toBe("paused");
  expect(after.rows).toBe(view.rows);
});

import type { Scan, ScanRow, ScanSummary } from "@/lib/contract/scan/scan";
import { NOW, quotaFixture, snapshotFixture } from "./snapshot-fixture";

/** A running scan of four rows: completed, failed, queued, and not queued yet. */
export function scanFixture(over: Partial<Scan> = {}): Scan {
  const rows = over.rows ?? [
    landedRow("SPY", 1),
    failedRow("NOPE", 2),
    { symbol: "QQQ", position: 3, state: "running" },
    { symbol: "IWM", position: 4, state: "waiting" },
  ];
  return {
    ...summaryFixture(),
    total: rows.length,
    done: rows.filter(({ state }) => state === "completed").length,
    failed: rows.filter(({ state }) => state === "failed").length,
    lastEventId: "scan-1:7",
    quota: quotaFixture(),
    ...over,
    rows,
  };
}

export function summaryFixture(over: Partial<ScanSummary> = {}): ScanSummary {
  return {
    scan: "scan-1",
    state: "running",
    resource: "gex",
    priority: 8,
    createdAt: new Date(NOW - 60_000).toISOString(),
    expiresAt: new Date(NOW + 86_400_000).toISOString(),
    total: 4,
    done: 1,
    failed: 1,
    estimatedWaitSeconds: 12,
    place: 3,
    events: "/api/scanner/scans/scan-1/events",
    ...over,
  };
}

type Over = NonNullable<Parameters<typeof snapshotFixture>[1]>;

export function landedRow(symbol: string, position: number, over: Over = {}): ScanRow {
  const { quota: _quota, ...snapshot } = snapshotFixture(symbol, over);
  return { symbol, position, state: "completed", snapshot };
}

export function failedRow(symbol: string, position: number): ScanRow {
  return { symbol, position, state: "failed", problem: problemFixture("unknown-symbol", 404) };
}

export function problemFixture(slug: string, status: number) {
  return {
    type: `/problems/${slug}`,
    title: slug,
    status,
    detail: `It is ${slug}.`,
    instance: "/",
  };
}

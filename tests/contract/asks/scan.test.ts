import { describe, expect, test } from "vitest";
import { PROBLEMS } from "@/lib/contract/problem";
import {
  SCAN_PRIORITY,
  type Scan,
  type ScanCreated,
  type ScanEstimate,
  type ScanRow,
  type ScanSnapshot,
  type ScanState,
  type ScanSummaries,
  type ScanSummary,
  scanCreatedSchema,
  scanEstimateSchema,
  scanRequestSchema,
  scanRowSchema,
  scanSchema,
  scanSnapshotSchema,
  scanStateSchema,
  scanSummarySchema,
  scansSchema,
} from "@/lib/contract/scan/scan";
import { type ScanEvent, scanEventSchemas } from "@/lib/contract/scan/scan-events";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";
import { quotaFixture, snapshotFixture } from "../../support/visitors/snapshot-fixture";

const ID = "a-scan";
const { quota, ...gex } = snapshotFixture("SPY");
const snapshot: ScanSnapshot = gex;
const problem = {
  type: "/problems/unknown-symbol",
  title: PROBLEMS["unknown-symbol"].title,
  status: 404,
  detail: "Trading Volatility does not know this symbol.",
  instance: "urn:uuid:0",
};
const tally = { done: 1, failed: 1, total: 4 };
const events = `/api/scanner/scans/${ID}/events`;
const rows: ScanRow[] = [
  { symbol: "SPY", position: 1, state: "completed", snapshot },
  { symbol: "NOPE", position: 2, state: "failed", problem },
  { symbol: "QQQ", position: 3, state: "running" },
  { symbol: "IWM", position: 4, state: "waiting" },
];
const scan: Scan = {
  scan: ID,
  state: "running",
  resource: "gex",
  priority: SCAN_PRIORITY.default,
  ...tally,
  createdAt: "2026-11-24T15:42:17.000Z",
  expiresAt: "2026-11-25T15:42:17.000Z",
  estimatedWaitSeconds: 7,
  place: 1,
  events,
  lastEventId: "3-abcdef",
  quota: quotaFixture(),
  rows,
};

describe("a scan", () => {
  test("requires strict fields and is routine by default", () => {
    const parsed = scanRequestSchema.parse({ symbols: ["SPY"] });
    expect(parsed).toEqual({ symbols: ["SPY"], resource: "gex", priority: 8 });
    for (const body of [
      {},
      { symbols: [] },
      { symbols: "SPY" },
      { symbols: null },
      { symbols: { 0: "SPY" } },
      { symbols: [["SPY"]] },
      { symbols: ["SPY"], priority: 1.5 },
      { symbols: ["SPY"], priority: 11 },
      { symbols: ["SPY"], user: "me" },
    ]) {
      expect(scanRequestSchema.safeParse(body).success).toBe(false);
    }
    expect(SCAN_SYMBOLS_MAX).toBe(200);
  });

  test("reports its cost before and after it is made", () => {
    const estimate: ScanEstimate = {
      total: 5,
      accepted: 4,
      duplicates: ["SPY"],
      cached: 1,
      cost: 3,
      estimatedSeconds: 9,
      rejected: [{ pointer: "/symbols/4", symbol: "..", detail: "Not a valid symbol." }],
    };
    expect(scanEstimateSchema.parse(estimate)).toEqual(estimate);
    const created: ScanCreated = { ...estimate, scan: ID, events };
    expect(scanCreatedSchema.parse(created)).toEqual(created);
    expect(scanCreatedSchema.safeParse(estimate).success).toBe(false);
  });

  test("shows each row with its answer or reason, and the quota once", () => {
    expect(scanSchema.parse(scan)).toEqual(scan);
    expect(scanSnapshotSchema.parse({ ...snapshot, quota })).toEqual(snapshot);
    const bare = { symbol: "SPY", position: 1 };
    for (const state of ["completed", "failed"]) {
      expect(scanRowSchema.safeParse({ ...bare, state }).success).toBe(false);
    }
    const { rows: _, lastEventId, quota: _quota, ...summary } = scan;
    const listed: ScanSummary = scanSummarySchema.parse(scan);
    const all: ScanSummaries = { scans: [listed] };
    expect(listed).toEqual(summary);
    expect(scansSchema.parse(all)).toEqual(all);
    const states: ScanState[] = ["running", "resting", "paused", "ended"];
    expect(scanStateSchema.options).toEqual(states);
  });

  test("reports its progress in the contract's named events", () => {
    const row = { symbol: "SPY", position: 1, total: 4 };
    const events = {
      queued: { ...row, estimatedWaitSeconds: 3 },
      completed: { ...row, snapshot: snapshotFixture("SPY") },
      failed: { ...row, problem },
      progress: { ...tally, estimatedWaitSeconds: 3, place: null, state: "resting" },
      paused: tally,
      resumed: { ...tally, retried: ["NOPE"] },
      end: tally,
      reset: scan,
    };
    for (const [name, data] of Object.entries(events)) {
      expect(scanEventSchemas[name as keyof typeof events].parse(data)).toEqual(data);
    }
    const names = ["created", ...Object.keys(events)] as ScanEvent["event"][];
    expect(Object.keys(scanEventSchemas).toSorted()).toEqual(names.toSorted());
  });
});

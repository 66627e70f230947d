import { beforeEach, expect, test } from "vitest";
import type { Store } from "@/lib/redis/store";
import { replyFault } from "@/lib/redis/to-store-fault";
import { createScans } from "@/lib/scans/create-scans";
import type { ScanLog } from "@/lib/scans/scan-log";
import type { ScanStorage } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import { keys, SECRET } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";

const store = emptyStore();

/** The largest request that the store takes, in characters. */
let limit: number;
let sent: number[];
let scans: ScanStorage;
beforeEach(() => {
  sent = [];
  const strict: Store = {
    ...store(),
    run: (script, names, args, timeoutMs) => {
      const size = args.join("").length;
      sent.push(size);
      const message = `ERR max request size exceeded. Limit: ${limit} bytes, Actual: ${size} bytes.`;
      return size > limit
        ? Promise.reject(replyFault(message))
        : store().run(script, names, args, timeoutMs);
    },
  };
  scans = createScans({ store: strict, keys, secret: SECRET });
});

async function begin(symbols: number): Promise<ScanLog> {
  const wanted = Array.from({ length: symbols }, (_, index) => ({
    resource: "history" as const,
    symbol: `S${index}`,
    span: "2y" as const,
  }));
  const request = { caller: "c-me", priority: 8, wanted };
  const log = await scans.create(scans.makeId("c-me"), request);
  if (typeof log === "string") throw new Error(log);
  return log;
}

function completed(row: number, points: number): RowEvent {
  const at = "2026-11-27T20:45:00.000Z";
  const figures = { spot: 1, netGex: 1, flip: 1, impliedVolatility: 1, ivRank: 1 };
  const ratios = { putCallRatioOpenInterest: 1, putCallVolatilityRatio: 1 };
  const point = { at, ...figures, ...ratios };
  const snapshot = {
    resource: "history" as const,
    symbol: `S${row - 1}`,
    asOf: at,
    fetchedAt: at,
    freshUntil: at,
    nextExpectedAt: null,
    missedUpdates: [],
    data: { window: "2y" as const, points: Array(points).fill(point) },
  };
  return { event: "completed", row, source: "cache", snapshot };
}

const rows = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test("results go in pieces that a store of 1 MB a request takes", async () => {
  limit = 1_000_000;
  const log = await begin(40);
  await scans.sync(log, { changes: rows(40).map((row) => completed(row, 550)), isLooked: true });
  expect(log.tally).toEqual({ done: 40, failed: 0, total: 40 });
  expect(Math.max(...sent)).toBeLessThan(600_000);
});

test("cuts a refused piece smaller, and every row gets its end", async () => {
  limit = 100_000;
  const log = await begin(9);
  const wish = { changes: rows(9).map((row) => completed(row, 400)), isLooked: true };
  await scans.sync(log, wish);
  expect(log.tally).toEqual({ done: 9, failed: 0, total: 9 });
  expect(log.state).toBe("ended");
});

test("ends a row that is too large alone, and stops sending it", async () => {
  limit = 20_000;
  const log = await begin(3);
  const changes = [completed(1, 10), completed(2, 400), completed(3, 10)];
  await scans.sync(log, { changes, isLooked: true });
  expect(log.tally).toEqual({ done: 2, failed: 1, total: 3 });
  expect(log.rows[1]).toMatchObject({
    state: "failed",
    problem: { type: "/problems/store-unavailable", status: 503 },
  });
  const before = sent.length;
  await scans.sync(log, { changes, isLooked: true }).catch(() => undefined);
  expect(sent.length).toBeGreaterThan(before);
  expect(log.tally).toEqual({ done: 2, failed: 1, total: 3 });
});

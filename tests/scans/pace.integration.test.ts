import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { paceOf, percentile } from "../support/measures";
import { becomeCallers, startFleet } from "../support/servers/fleet";
import { endedSymbols, followScan, newReader, startScan } from "../support/visitors/scan-client";

const WINDOW_SECONDS = 12;
const LATENCY_MS = 150;
const TOLERANCE_MS = 100;
const BATCH_LIMIT = 18;
const SYMBOLS = Array.from({ length: 60 }, (_, index) => `S${index}`);

async function ownFleet() {
  const upstream = { latencyMs: LATENCY_MS };
  return startFleet({ servers: 1, windowSeconds: WINDOW_SECONDS, upstream });
}

// Each on servers of its own, which wait for windows most of their time.
describe.concurrent("a scan of sixty symbols", () => {
  test("ends each symbol once, using at least 99 % of scans' share", async ({ onTestFinished }) => {
    const fleet = await ownFleet();
    onTestFinished(() => fleet.stop());
    const [server] = fleet.servers;
    const [cookie = ""] = await becomeCallers(fleet.servers, 1);
    const address = { port: server?.port ?? 0, cookie };
    const reader = newReader();
    await followScan(address, await startScan(address, SYMBOLS), reader);
    expect(endedSymbols(reader).toSorted()).toEqual(SYMBOLS.toSorted());
    expect(reader.received.at(-1)).toMatchObject({ event: "end", data: { done: 60, failed: 0 } });
    const called = fleet.upstream.arrivals().map(({ symbol }) => symbol ?? "");
    expect(called.toSorted()).toEqual(SYMBOLS.toSorted());
    const times = fleet.upstream.arrivals().map(({ at }) => at);
    const span = { from: times[0] ?? 0, to: times.at(-1) ?? 0 };
    const cycleMs = WINDOW_SECONDS * 1_000 + TOLERANCE_MS + LATENCY_MS;
    const { ideal, took } = paceOf(times, [span], { limit: BATCH_LIMIT, cycleMs });
    console.log(`a scan alone used ${((100 * ideal) / took).toFixed(2)} % of what it may`);
    expect(ideal / took).toBeGreaterThanOrEqual(0.99);
    expect(fleet.upstream.worstWindow(fleet.windowMs)).toBeLessThanOrEqual(20);
  });

  test("does not slow clicks beside it: six a window by ten callers", async ({
    onTestFinished,
  }) => {
    const fleet = await ownFleet();
    onTestFinished(() => fleet.stop());
    const [server] = fleet.servers;
    const origin = server?.origin ?? "";
    const [owner = "", ...clickers] = await becomeCallers(fleet.servers, 11);
    const address = { port: server?.port ?? 0, cookie: owner };
    const symbols = SYMBOLS.map((symbol) => `B${symbol}`);
    const reader = newReader();
    const scan = followScan(address, await startScan(address, symbols), reader);
    const waits: number[] = [];
    const clicks: Promise<void>[] = [];
    // A window's six clicks, spread as a fixed draw: by chance two come close together.
    const offsets = [0.11, 0.23, 0.29, 0.52, 0.71, 0.94];
    const startedAt = performance.now();
    for (let round = 0; round < 3; round += 1) {
      for (const [index, offset] of offsets.entries()) {
        const dueAt = startedAt + (round + offset) * WINDOW_SECONDS * 1_000;
        await pause(Math.max(0, dueAt - performance.now()));
        const name = `CLICK${round}${index}`;
        clicks.push(
          clickOn(origin, name, clickers[(round * 6 + index) % 10] ?? "").then(
            (ms) => void waits.push(ms),
          ),
        );
      }
    }
    await Promise.all([...clicks, scan]);
    const [p50, p95] = [percentile(waits, 0.5) ?? 0, percentile(waits, 0.95) ?? 0];
    console.log(`clicks beside a scan waited p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
    expect(p50).toBeLessThanOrEqual(300);
    // 3 s of a window of 60.
    expect(p95).toBeLessThanOrEqual((3_000 * WINDOW_SECONDS) / 60);
    expect(endedSymbols(reader).toSorted()).toEqual(symbols.toSorted());
    expect(fleet.upstream.worstWindow(fleet.windowMs)).toBeLessThanOrEqual(20);
  });
});

/** How long a click waited beyond the upstream's own time, ms. */
async function clickOn(origin: string, symbol: string, cookie: string): Promise<number> {
  const startedAt = performance.now();
  const headers = { cookie, prefer: "wait=30" };
  const url = `${origin}/api/gex/${symbol}?priority=4`;
  const response = await fetch(url, { headers });
  const answer = (await response.json()) as { source?: string };
  expect(answer.source).toBe("upstream");
  return performance.now() - startedAt - LATENCY_MS;
}

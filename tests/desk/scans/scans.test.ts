import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/queue/job";
import type { ScanEvent } from "@/lib/contract/scan/scan-events";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import type { OwnedScan } from "@/lib/desk/scans/find-scan";
import { scanPolicy } from "@/lib/policy";
import { gexFigures, headlineJob } from "../../cache/sample";
import { caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "../shared-gate/empty-store";

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;
beforeEach(() => {
  rig = createDeskRig(store());
  desk = createDesk(rig.desk);
});
afterEach(async () => {
  desk.stopScans();
  await rig.desk.pump.idle();
});

const SYMBOLS = ["A", "B", "C", "D", "E", "F"];
const wanted = (symbols: readonly string[]) =>
  symbols.map((symbol) => ({ resource: "gex", symbol }) as const);

async function start(symbols: readonly string[] = SYMBOLS, by = caller()): Promise<OwnedScan> {
  const asked = { wanted: wanted(symbols), caller: by, isNewCookie: false, priority: 8 };
  const reply = await desk.createScan(asked);
  if (reply.kind === "refused") throw new Error(reply.detail);
  return reply.owned;
}

async function eventsOf(
  owned: OwnedScan,
  lastEventId: string | null = null,
  isLast: (event: ScanEvent) => boolean = () => false,
  on = desk,
): Promise<ScanEvent[]> {
  const stream = await on.streamScan(owned, lastEventId);
  if (stream.kind !== "stream") throw new Error(stream.kind);
  const left = new AbortController();
  const received: ScanEvent[] = [];
  for await (const event of stream.events(left.signal)) {
    received.push(event);
    if (isLast(event)) break;
  }
  left.abort();
  return received;
}

/** The stored events: all except progress. */
const log = (events: ScanEvent[]) => events.filter(({ event }) => event !== "progress");
const endsOf = (events: ScanEvent[]) =>
  events.flatMap(({ event, data }) =>
    (event === "completed" || event === "failed") && "symbol" in data
      ? [`${data.symbol} ${event}`]
      : [],
  );
const good = (): CallOutcome => ({
  kind: "answered",
  arrived: true,
  figures: gexFigures(1),
  asOf: new Date().toISOString(),
});

describe("a scan", () => {
  test("ends every row once, with one call, data or a reason", async () => {
    rig.script.set("C", () => ({ kind: "unknown-symbol", arrived: true }));
    const received = await eventsOf(await start());
    expect(endsOf(received).toSorted()).toEqual(
      SYMBOLS.map((symbol) => `${symbol} ${symbol === "C" ? "failed" : "completed"}`),
    );
    expect(received.at(-1)).toMatchObject({ event: "end", data: { done: 5, failed: 1, total: 6 } });
    expect(rig.calls.toSorted()).toEqual(SYMBOLS);
    expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
  });

  test("reports its cost, and answers fresh rows at once", async () => {
    await eventsOf(await start(["A", "B"]));
    const asked = { wanted: wanted(["A", "X", "B"]), caller: caller(), isNewCookie: false };
    expect(await desk.estimateScan(asked)).toMatchObject({
      cost: 1,
      ended: [{ row: 1 }, { row: 3 }],
    });
    const received = await eventsOf(await start(["B", "A"]));
    expect(log(received).map(({ event }) => event)).toEqual(["completed", "completed", "end"]);
    expect(rig.calls).toEqual(["A", "B"]);
  });

  test("resumes after any event without loss or repeat", async () => {
    const owned = await start();
    const whole = log(await eventsOf(owned));
    for (const [index, { id }] of whole.slice(0, -1).entries()) {
      expect(log(await eventsOf(owned, id)).map((event) => event.id)).toEqual(
        whole.slice(index + 1).map((event) => event.id),
      );
    }
    expect(await desk.streamScan(owned, whole.at(-1)?.id ?? "")).toEqual({ kind: "over" });
    const [reset, ...rest] = await eventsOf(owned, "abc");
    expect(reset).toMatchObject({ event: "reset", data: { done: 6, state: "ended" } });
    expect(rest).toEqual([]);
  });

  test("has at most four queued rows and delays no click", async () => {
    let most = 0;
    const count = async () => {
      const { mine } = await rig.desk.pump.snapshot(caller().id);
      most = Math.max(most, mine.length);
      return good();
    };
    for (const symbol of SYMBOLS) rig.script.set(symbol, count);
    await eventsOf(await start());
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(scanPolicy.inQueue);
  });

  test("progresses next to two others without refused rows", async () => {
    rig = createDeskRig(store(), 5, 1_000);
    desk = createDesk(rig.desk);
    const helds = [await start(), await start(["G", "H", "I", "J"]), await start(["K", "L"])];
    const received = await Promise.all(helds.map((owned) => eventsOf(owned)));
    expect(received.flatMap(endsOf).filter((end) => end.endsWith("failed"))).toEqual([]);
    expect(received.flatMap(endsOf)).toHaveLength(12);
  });

  test("makes one call per row on two instances", async () => {
    const other = createDeskRig(store());
    const there = createDesk(other.desk);
    const owned = await start();
    const [here, elsewhere] = await Promise.all([
      eventsOf(owned),
      eventsOf(owned, null, () => false, there),
    ]);
    there.stopScans();
    await other.desk.pump.idle();
    expect(log(here).map(({ id }) => id)).toEqual(log(elsewhere).map(({ id }) => id));
    expect([...rig.calls, ...other.calls].toSorted()).toEqual(SYMBOLS);
  });
});

describe("a scan that is stopped", () => {
  /** Delays all calls until the returned function is called. */
  function holdCalls(): () => void {
    let letGo = () => {};
    const owned = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    for (const symbol of SYMBOLS) rig.script.set(symbol, () => owned.then(good));
    return letGo;
  }

  test("leaves the queue on a pause and resumes", async () => {
    rig = createDeskRig(store(), 5, 1_000);
    desk = createDesk(rig.desk);
    const letGo = holdCalls();
    const owned = await start();
    await eventsOf(owned, null, ({ event }) => event === "queued");
    await rig.desk.pump.snapshot();
    expect(await desk.actOnScan(owned, "pause")).toMatchObject({ scan: { state: "paused" } });
    const { line, flights } = (await rig.desk.pump.snapshot()).summary;
    expect(line).toEqual([]);
    const before = flights.length;
    letGo();
    const received = await eventsOf(
      owned,
      null,
      ({ data }) => "done" in data && data.done === before,
    );
    expect(endsOf(received)).toHaveLength(before);
    await systemClock.sleep(300);
    expect(rig.calls).toHaveLength(before);
    expect(await desk.actOnScan(owned, "resume")).toMatchObject({ scan: { state: "running" } });
    expect(endsOf(await eventsOf(owned))).toHaveLength(SYMBOLS.length);
    expect(await desk.actOnScan(owned, "pause")).toMatchObject({ slug: "conflict" });
  });

  test("leaves the queue on deletion and ends its streams", async () => {
    const letGo = holdCalls();
    const owned = await start();
    const stream = eventsOf(owned);
    await eventsOf(owned, null, ({ event }) => event === "queued");
    expect(await desk.actOnScan(owned, "delete")).toEqual({ kind: "deleted" });
    await stream;
    letGo();
    await rig.desk.pump.idle();
    expect((await rig.desk.pump.snapshot(caller().id)).mine).toEqual([]);
    expect(await desk.readScan(owned, true)).toMatchObject({ slug: "gone" });
    expect(await desk.listScans(caller())).toEqual([]);
  });

  test("calls again when failed rows are retried", async () => {
    rig.script.set("B", () => ({ kind: "invalid", arrived: true, detail: "" }));
    const owned = await start(["A", "B"]);
    const end = (await eventsOf(owned)).at(-1);
    rig.script.delete("B");
    await desk.actOnScan(owned, "retry");
    const again = log(await eventsOf(owned, end?.id ?? ""));
    expect(again[0]).toMatchObject({ event: "resumed", data: { retried: ["B"], failed: 0 } });
    expect(again.at(-1)).toMatchObject({ event: "end", data: { done: 2, failed: 0 } });
    expect(rig.calls).toEqual(["A", "B", "B"]);
  });

  test("rests after a minute without a viewer, and resumes", async () => {
    rig = createDeskRig(store(), 5, 3_000);
    let passedMs = 0;
    const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + passedMs };
    desk = createDesk({ ...rig.desk, clock });
    const owned = await start();
    await eventsOf(owned, null, ({ event }) => event === "completed");
    passedMs = scanPolicy.lookedAtMs + 1_000;
    await desk.scanRests(owned.id, 70_000);
    await rig.desk.pump.idle();
    const calls = rig.calls.length;
    expect(calls).toBeLessThan(SYMBOLS.length);
    expect(await desk.listScans(caller())).toMatchObject([{ total: 6 }]);
    await systemClock.sleep(2_500);
    expect(rig.calls).toHaveLength(calls);
    expect(endsOf(await eventsOf(owned))).toHaveLength(SYMBOLS.length);
    expect(rig.calls.toSorted()).toEqual(SYMBOLS);
  });
});

describe("a scan whose store was emptied", () => {
  test("resumes from its viewer's position without loss or repeat", async () => {
    const owned = await start();
    const received = await eventsOf(owned, null, ({ event }) => event === "completed");
    const { id = "" } = received.at(-1) ?? {};
    const rest = eventsOf(owned, id);
    // Creates a new gate state, whose full window does not matter here.
    await rig.desk.pump.snapshot();
    const copies = SYMBOLS.map((symbol) => headlineJob(`v2:/tickers/${symbol}`, symbol));
    for (const job of copies) {
      const answer = { figures: gexFigures(1), asOf: new Date().toISOString() };
      await rig.desk.cache.write(job, answer, Date.now());
    }
    const all = [...log(received), ...log(await rest)];
    expect(endsOf(all).toSorted()).toEqual(SYMBOLS.map((symbol) => `${symbol} completed`));
    expect(all.map((event) => Number(event.id.split("-")[0]))).toEqual(
      all.map((_, index) => index + 1),
    );
  });
});

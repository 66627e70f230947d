import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/job";
import type { ScanEvent } from "@/lib/contract/scan-events";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import type { HeldScan } from "@/lib/desk/find-scan";
import { scanPolicy } from "@/lib/policy";
import { gexFigures, headlineJob } from "../cache/sample";
import { caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

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

async function start(symbols: readonly string[] = SYMBOLS, by = caller()): Promise<HeldScan> {
  const asked = { wanted: wanted(symbols), caller: by, isNewCookie: false, priority: 8 };
  const reply = await desk.createScan(asked);
  if (reply.kind === "refused") throw new Error(reply.detail);
  return reply.held;
}

async function eventsOf(
  held: HeldScan,
  lastEventId: string | null = null,
  isLast: (event: ScanEvent) => boolean = () => false,
  on = desk,
): Promise<ScanEvent[]> {
  const stream = await on.streamScan(held, lastEventId);
  if (stream.kind !== "stream") throw new Error(stream.kind);
  const left = new AbortController();
  const heard: ScanEvent[] = [];
  for await (const event of stream.events(left.signal)) {
    heard.push(event);
    if (isLast(event)) break;
  }
  left.abort();
  return heard;
}

/** What has a place in the scan's story: all but the tellings of how far it is. */
const story = (events: ScanEvent[]) => events.filter(({ event }) => event !== "progress");
const endsOf = (events: ScanEvent[]) =>
  events.flatMap(({ event, data }) =>
    (event === "completed" || event === "failed") && "symbol" in data
      ? [`${data.symbol} ${event}`]
      : [],
  );
const good = (): CallOutcome => ({
  ...{ kind: "answered", arrived: true, figures: gexFigures(1) },
  asOf: new Date().toISOString(),
});

describe("a scan", () => {
  test("ends every row once, in an answer or its reason, at one call each", async () => {
    rig.script.set("C", () => ({ kind: "unknown-symbol", arrived: true }));
    const heard = await eventsOf(await start());
    expect(endsOf(heard).toSorted()).toEqual(
      SYMBOLS.map((symbol) => `${symbol} ${symbol === "C" ? "failed" : "completed"}`),
    );
    expect(heard.at(-1)).toMatchObject({ event: "end", data: { done: 5, failed: 1, total: 6 } });
    expect(rig.calls.toSorted()).toEqual(SYMBOLS);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
  });

  test("is answered at once where copies are fresh, and says before what it will cost", async () => {
    await eventsOf(await start(["A", "B"]));
    const asked = { wanted: wanted(["A", "X", "B"]), caller: caller(), isNewCookie: false };
    expect(await desk.estimateScan(asked)).toMatchObject({
      cost: 1,
      ended: [{ row: 1 }, { row: 3 }],
    });
    const heard = await eventsOf(await start(["B", "A"]));
    expect(story(heard).map(({ event }) => event)).toEqual(["completed", "completed", "end"]);
    expect(rig.calls).toEqual(["A", "B"]);
  });

  test("goes on after any event: none lost, none twice, and nothing after the end", async () => {
    const held = await start();
    const whole = story(await eventsOf(held));
    for (const [index, { id }] of whole.slice(0, -1).entries()) {
      expect(story(await eventsOf(held, id)).map((event) => event.id)).toEqual(
        whole.slice(index + 1).map((event) => event.id),
      );
    }
    expect(await desk.streamScan(held, whole.at(-1)?.id ?? "")).toEqual({ kind: "over" });
    const [reset, ...rest] = await eventsOf(held, "abc");
    expect(reset).toMatchObject({ event: "reset", data: { done: 6, state: "ended" } });
    expect(rest).toEqual([]);
  });

  test("has at most four rows in line, and never delays its caller's click", async () => {
    let most = 0;
    const count = async () => {
      const { mine } = await rig.desk.pump.look(caller().id);
      most = Math.max(most, mine.length);
      return good();
    };
    for (const symbol of SYMBOLS) rig.script.set(symbol, count);
    await eventsOf(await start());
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(scanPolicy.inLine);
  });

  test("three scans of one caller all move, and no row is refused for want of places", async () => {
    rig = createDeskRig(store(), 5, 1_000);
    desk = createDesk(rig.desk);
    const helds = [await start(), await start(["G", "H", "I", "J"]), await start(["K", "L"])];
    const heard = await Promise.all(helds.map((held) => eventsOf(held)));
    expect(heard.flatMap(endsOf).filter((end) => end.endsWith("failed"))).toEqual([]);
    expect(heard.flatMap(endsOf)).toHaveLength(12);
  });

  test("that two instances run is one: every row ends once for both, at one call each", async () => {
    const other = createDeskRig(store());
    const there = createDesk(other.desk);
    const held = await start();
    const [here, elsewhere] = await Promise.all([
      eventsOf(held),
      eventsOf(held, null, () => false, there),
    ]);
    there.stopScans();
    await other.desk.pump.idle();
    expect(story(here).map(({ id }) => id)).toEqual(story(elsewhere).map(({ id }) => id));
    expect([...rig.calls, ...other.calls].toSorted()).toEqual(SYMBOLS);
  });
});

describe("a scan that is stopped", () => {
  /** Its calls wait until they are let go. */
  function holdCalls(): () => void {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    for (const symbol of SYMBOLS) rig.script.set(symbol, () => held.then(good));
    return letGo;
  }

  test("by a pause leaves the line, keeps what was under way, and goes on when resumed", async () => {
    rig = createDeskRig(store(), 5, 1_000);
    desk = createDesk(rig.desk);
    const letGo = holdCalls();
    const held = await start();
    await eventsOf(held, null, ({ event }) => event === "queued");
    await rig.desk.pump.look();
    expect(await desk.actOnScan(held, "pause")).toMatchObject({ scan: { state: "paused" } });
    expect((await rig.desk.pump.look()).summary.line).toEqual([]);
    const before = rig.calls.length;
    letGo();
    const told = await eventsOf(held, null, ({ data }) => "done" in data && data.done === before);
    expect(endsOf(told)).toHaveLength(before);
    await systemClock.sleep(300);
    expect(rig.calls).toHaveLength(before);
    expect(await desk.actOnScan(held, "resume")).toMatchObject({ scan: { state: "running" } });
    expect(endsOf(await eventsOf(held))).toHaveLength(SYMBOLS.length);
    expect(await desk.actOnScan(held, "pause")).toMatchObject({ slug: "conflict" });
  });

  test("by its deletion leaves the line, ends its streams and stays gone", async () => {
    const letGo = holdCalls();
    const held = await start();
    const stream = eventsOf(held);
    await eventsOf(held, null, ({ event }) => event === "queued");
    expect(await desk.actOnScan(held, "delete")).toEqual({ kind: "deleted" });
    await stream;
    letGo();
    await rig.desk.pump.idle();
    expect((await rig.desk.pump.look(caller().id)).mine).toEqual([]);
    expect(await desk.readScan(held, true)).toMatchObject({ slug: "gone" });
    expect(await desk.listScans(caller())).toEqual([]);
  });

  test("by failed rows alone runs again when they are retried, and really asks again", async () => {
    rig.script.set("B", () => ({ kind: "invalid", arrived: true, detail: "" }));
    const held = await start(["A", "B"]);
    const end = (await eventsOf(held)).at(-1);
    rig.script.delete("B");
    await desk.actOnScan(held, "retry");
    const again = story(await eventsOf(held, end?.id ?? ""));
    expect(again[0]).toMatchObject({ event: "resumed", data: { retried: ["B"], failed: 0 } });
    expect(again.at(-1)).toMatchObject({ event: "end", data: { done: 2, failed: 0 } });
    expect(rig.calls).toEqual(["A", "B", "B"]);
  });

  test("by nobody looking rests after a minute: it asks for nothing, and goes on when looked at", async () => {
    rig = createDeskRig(store(), 5, 3_000);
    let passedMs = 0;
    const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + passedMs };
    desk = createDesk({ ...rig.desk, clock });
    const held = await start();
    await eventsOf(held, null, ({ event }) => event === "completed");
    passedMs = scanPolicy.lookedAtMs + 1_000;
    await desk.scanRests(held.id, 70_000);
    await rig.desk.pump.idle();
    const calls = rig.calls.length;
    expect(calls).toBeLessThan(SYMBOLS.length);
    expect(await desk.listScans(caller())).toMatchObject([{ total: 6 }]);
    await systemClock.sleep(2_500);
    expect(rig.calls).toHaveLength(calls);
    expect(endsOf(await eventsOf(held))).toHaveLength(SYMBOLS.length);
    expect(rig.calls.toSorted()).toEqual(SYMBOLS);
  });
});

describe("a scan whose store forgot everything", () => {
  test("goes on from what its watcher knows: no event is told twice, none is lost", async () => {
    const held = await start();
    const heard = await eventsOf(held, null, ({ event }) => event === "completed");
    const { id = "" } = heard.at(-1) ?? {};
    const rest = eventsOf(held, id);
    // The gate counts a full window then; what it forgot is of no matter here.
    await rig.desk.pump.look();
    const copies = SYMBOLS.map((symbol) => headlineJob(`v2:/tickers/${symbol}`, symbol));
    for (const job of copies) {
      const answer = { figures: gexFigures(1), asOf: new Date().toISOString() };
      await rig.desk.cache.write(job, answer, Date.now());
    }
    const all = [...story(heard), ...story(await rest)];
    expect(endsOf(all).toSorted()).toEqual(SYMBOLS.map((symbol) => `${symbol} completed`));
    expect(all.map((event) => Number(event.id.split("-")[0]))).toEqual(
      all.map((_, index) => index + 1),
    );
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Clock, systemClock } from "@/lib/clock";
import { ScanRun } from "@/lib/desk/scan-run";
import { scanPolicy } from "@/lib/policy";
import { createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();
let rig: DeskRig;
let passedMs: number;
/** How long it was slept for: the last is the rest between two turns. */
let slept: number[];
let run: ScanRun;
beforeEach(async () => {
  // One call a minute: all rows but the first stay in line.
  rig = createDeskRig(store(), 1, 60_000);
  passedMs = 0;
  slept = [];
  const clock: Clock = {
    ...systemClock,
    monotonic: () => systemClock.monotonic() + passedMs,
    sleep: (milliseconds, signal) => {
      slept.push(milliseconds);
      return systemClock.sleep(milliseconds, signal);
    },
  };
  const wanted = ["A", "B", "C"].map((symbol) => ({ resource: "gex", symbol }) as const);
  const order = { caller: "c-me", priority: 8, wanted };
  const story = await rig.desk.scans.create(rig.desk.scans.makeId("c-me"), order);
  if (typeof story === "string") throw new Error(story);
  run = new ScanRun({ ...rig.desk, clock }, story);
});
afterEach(async () => {
  run.stop();
  await run.over();
  await rig.desk.pump.idle();
});

/** Calls `act` when the run lets its rows go: its last turn is over, and it is not at rest yet. */
function asItComesToRest(act: () => void): void {
  const { pump } = rig.desk;
  const watch = pump.watch.bind(pump);
  pump.watch = (...words) => {
    const stop = watch(...words);
    return () => {
      const isLast = stop();
      if (passedMs > 0) act();
      return isLast;
    };
  };
}

const inLine = () => expect.poll(() => run.quotes.length);

describe("a scan that is coming to rest", () => {
  test.each([
    ["a stream that opens just then", () => void run.hold(() => 0)],
    ["a look just then", () => run.look(scanPolicy.lookedAtMs)],
  ])("is moved on by %s", async (_, act) => {
    let isDone = false;
    asItComesToRest(() => {
      if (!isDone) act();
      isDone = true;
    });
    run.look(scanPolicy.lookedAtMs);
    await inLine().toBeGreaterThan(0);
    passedMs = scanPolicy.lookedAtMs + 1;
    await run.heard();
    await expect.poll(() => isDone).toBe(true);
    await inLine().toBeGreaterThan(0);
  });
});

test("a call that lands when nobody looks any more brings no scan back", async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  rig.script.set("A", async () => {
    await held;
    return { kind: "invalid", arrived: true, detail: "" };
  });
  run.look(scanPolicy.lookedAtMs);
  await expect.poll(() => rig.calls).toEqual(["A"]);
  await store().redis.del(...(await store().redis.keys("*scan*")));
  passedMs = scanPolicy.lookedAtMs + 1;
  letGo();
  await run.over();
  await rig.desk.pump.idle();
  expect(await store().redis.keys("*scan*")).toEqual([]);
});

describe("a paused scan with nothing under way", () => {
  beforeEach(async () => {
    await rig.desk.scans.sync(run.story, { changes: [], act: "pause", isLooked: true });
  });

  test("rests at once where no stream is open, though it was looked at just now", async () => {
    run.look(scanPolicy.lookedAtMs);
    await expect.poll(() => run.isResting).toBe(true);
    expect(slept).toEqual([]);
  });

  test("is looked for seldom while a stream is open", async () => {
    const letGo = run.hold(() => 0);
    await expect.poll(() => slept).toEqual([scanPolicy.pausedSyncMs]);
    letGo();
    await run.over();
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Clock, systemClock } from "@/lib/clock";
import { ScanRun } from "@/lib/desk/scans/scan-run";
import { scanPolicy } from "@/lib/policy";
import { createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "../shared-gate/empty-store";

const store = emptyStore();
let rig: DeskRig;
let passedMs: number;
/** The sleeps so far, ms. The last one is the rest between two turns. */
let slept: number[];
let run: ScanRun;
beforeEach(async () => {
  // At one call a minute, all rows but the first stay queued.
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
  const request = { caller: "c-me", priority: 8, wanted };
  const log = await rig.desk.scans.create(rig.desk.scans.makeId("c-me"), request);
  if (typeof log === "string") throw new Error(log);
  run = new ScanRun({ ...rig.desk, clock }, log);
});
afterEach(async () => {
  run.stop();
  await run.over();
  await rig.desk.pump.idle();
});

/** Calls `act` when the run stops watching its rows: after its last turn, before it rests. */
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
    ["a stream that opens at that moment", () => void run.hold(() => 0)],
    ["a read at that moment", () => run.watchFor(scanPolicy.lookedAtMs)],
  ])("continues after %s", async (_, act) => {
    let isDone = false;
    asItComesToRest(() => {
      if (!isDone) act();
      isDone = true;
    });
    run.watchFor(scanPolicy.lookedAtMs);
    await inLine().toBeGreaterThan(0);
    passedMs = scanPolicy.lookedAtMs + 1;
    await run.caughtUp();
    await expect.poll(() => isDone).toBe(true);
    await inLine().toBeGreaterThan(0);
  });
});

test("stays at rest when a result arrives without viewers", async () => {
  let letGo = () => {};
  const owned = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  rig.script.set("A", async () => {
    await owned;
    return { kind: "invalid", arrived: true, detail: "" };
  });
  run.watchFor(scanPolicy.lookedAtMs);
  await expect.poll(() => rig.calls).toEqual(["A"]);
  await store().redis.del(...(await store().redis.keys("*scan*")));
  passedMs = scanPolicy.lookedAtMs + 1;
  letGo();
  await run.over();
  await rig.desk.pump.idle();
  expect(await store().redis.keys("*scan*")).toEqual([]);
});

describe("a paused scan with no call in flight", () => {
  beforeEach(async () => {
    await rig.desk.scans.sync(run.log, { changes: [], act: "pause", isLooked: true });
  });

  test("rests at once without a stream, even if just viewed", async () => {
    run.watchFor(scanPolicy.lookedAtMs);
    await expect.poll(() => run.isResting).toBe(true);
    expect(slept).toEqual([]);
  });

  test("is checked rarely while a stream is open", async () => {
    const letGo = run.hold(() => 0);
    await expect.poll(() => slept).toEqual([scanPolicy.pausedSyncMs]);
    letGo();
    await run.over();
  });
});

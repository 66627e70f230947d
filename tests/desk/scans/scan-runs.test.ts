import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { createDesk } from "@/lib/desk/create-desk";
import { createScanRuns } from "@/lib/desk/scans/scan-runs";
import { scanPolicy } from "@/lib/policy";
import type { RowEvent } from "@/lib/scans/stored-event";
import { caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "../shared-gate/empty-store";

const store = emptyStore();
let rig: DeskRig;
afterEach(() => rig.desk.pump.idle());

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const wanted = ["A", "B"].map((symbol) => ({ resource: "gex", symbol }) as const);
const failed = (_: unknown, index: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row: index + 1, problem: { type: "/problems/timeout", ...about } };
};

async function isForgotten(kept: WeakRef<object>): Promise<boolean> {
  await new Promise(setImmediate);
  collect();
  return kept.deref() === undefined;
}

/** Starts a scan whose rows have all ended. Returns only a weak reference, to check it later. */
async function endOne(runs: ReturnType<typeof createScanRuns>) {
  const { scans } = rig.desk;
  const request = { caller: "c-me", priority: 8, wanted };
  const log = await scans.create(scans.makeId("c-me"), request);
  if (typeof log === "string") throw new Error(log);
  const run = runs.start(log, wanted.map(failed));
  run.watchFor(scanPolicy.lookedAtMs);
  await run.over();
  expect(log.state).toBe("ended");
  return { id: log.id, kept: new WeakRef(log) };
}

test("forgets ended scans and scans that were only read", async () => {
  rig = createDeskRig(store());
  const runs = createScanRuns(rig.desk);
  const { id, kept } = await endOne(runs);
  await expect.poll(() => isForgotten(kept)).toBe(true);
  const budget = createStoreBudget(rig.desk.clock);
  const read = async () => {
    const run = await runs.open({ id, callerId: "c-me" }, budget);
    if (!run) throw new Error("gone");
    return new WeakRef(run.log);
  };
  const again = await read();
  await expect.poll(() => isForgotten(again)).toBe(true);
});

test("keeps a running scan and shares it", async () => {
  rig = createDeskRig(store(), 1, 60_000);
  const desk = createDesk(rig.desk);
  const asked = { wanted, caller: caller(), isNewCookie: false, priority: 8 };
  const reply = await desk.createScan(asked);
  if (reply.kind === "refused") throw new Error(reply.detail);
  const runs = createScanRuns(rig.desk);
  const budget = createStoreBudget(rig.desk.clock);
  const run = await runs.open(reply.owned, budget);
  expect(runs.here(reply.owned.id)).toBeNull();
  run?.watchFor(scanPolicy.lookedAtMs);
  expect(runs.here(reply.owned.id)).toBe(run);
  expect(await runs.open(reply.owned, budget)).toBe(run);
  runs.stop();
  await run?.over();
  expect(runs.here(reply.owned.id)).toBeNull();
  // A run that begins after the shutdown began stops at once.
  const late = await runs.open(reply.owned, budget);
  late?.watchFor(scanPolicy.lookedAtMs);
  await late?.over();
  expect(late?.isResting).toBe(true);
  desk.stopScans();
});

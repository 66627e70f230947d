import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { scanPolicy, storePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { ScanOrder } from "@/lib/scans/story";
import { syncScanScript } from "@/lib/scans/sync-scan.lua";
import { caller, createDeskRig, type DeskRig } from "./desk-rig";

const ROWS = 30;
const order: ScanOrder = {
  ...{ caller: caller().id, priority: 8 },
  wanted: Array.from({ length: ROWS }, (_, index) => ({
    ...{ resource: "curve" as const, symbol: `S${index}`, expiry: "combined" as const },
  })),
};
const failed = (row: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row, problem: { type: "/problems/upstream-timeout", ...about } };
};

let store: Store;
let rig: DeskRig;
let desk: Desk;
/** Runs of the script that reads and writes scans. */
let looks: number;
let delayMs: number;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  [looks, delayMs] = [0, 0];
  const slow: Store = {
    ...store,
    async run(script, ...rest) {
      if (script === syncScanScript) {
        looks += 1;
        await systemClock.sleep(delayMs);
      }
      return store.run(script, ...rest);
    },
  };
  rig = createDeskRig(slow, 1, 60_000);
  desk = createDesk(rig.desk);
});
afterEach(async () => {
  desk.stopScans();
  await rig.desk.pump.idle();
});

/** A scan that this instance does not have in hand, with all but its last rows ended. */
async function keep(ended: number) {
  const { scans } = rig.desk;
  const story = await scans.create(scans.makeId(order.caller), order);
  if (typeof story === "string") throw new Error(story);
  const changes = Array.from({ length: ended }, (_, index) => failed(index + 1));
  await scans.sync(story, { changes, isLooked: true });
  looks = 0;
  return { id: story.id, callerId: order.caller };
}

describe("a scan whose rows come in pieces, on an instance that has none of them", () => {
  test("is read however many pieces there are, while each of them comes in time", async () => {
    const held = await keep(ROWS);
    delayMs = storePolicy.requestBudgetMs / 2;
    expect(await desk.readScan(held, true)).toMatchObject({ kind: "scan", scan: { failed: ROWS } });
    expect(looks * delayMs).toBeGreaterThan(storePolicy.requestBudgetMs);
  });

  test.each([
    ["pause", { scan: { state: "paused", failed: 20, total: ROWS } }],
    ["resume", { scan: { state: "running", failed: 20, total: ROWS } }],
    ["retry", { scan: { state: "running", failed: 0, total: ROWS } }],
    ["delete", { kind: "deleted" }],
  ] as const)("is acted on (%s) without reading them", async (act, answer) => {
    const held = await keep(20);
    if (act === "resume") await desk.actOnScan(held, "pause");
    looks = 0;
    const acting = desk.actOnScan(held, act);
    expect(await acting).toMatchObject(answer);
    expect(looks).toBeLessThanOrEqual(2);
    if (act === "delete") expect(await desk.readScan(held, true)).toMatchObject({ slug: "gone" });
  });

  test("moves on once it was resumed, and its instance stays awake for it", async () => {
    const held = await keep(20);
    await desk.actOnScan(held, "pause");
    await desk.actOnScan(held, "resume");
    const before = systemClock.monotonic();
    await desk.scanRests(held.id, scanPolicy.beforeLimitMs + 300);
    expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(299);
    await expect.poll(() => rig.calls.length, { timeout: 5_000 }).toBe(1);
  });
});

test("an instance stays awake for a scan no longer than it is told to", async () => {
  const held = await keep(0);
  await desk.readScan(held, true);
  const before = systemClock.monotonic();
  await desk.scanRests(held.id, scanPolicy.beforeLimitMs + 200);
  expect(systemClock.monotonic() - before).toBeLessThan(scanPolicy.syncMs);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { scanPolicy, storePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import type { ScanRequest } from "@/lib/scans/scan-log";
import type { RowEvent } from "@/lib/scans/stored-event";
import { syncScanScript } from "@/lib/scans/sync-scan.lua";
import { caller, createDeskRig, type DeskRig } from "../desk-rig";

const ROWS = 30;
const request: ScanRequest = {
  caller: caller().id,
  priority: 8,
  wanted: Array.from({ length: ROWS }, (_, index) => ({
    resource: "curve" as const,
    symbol: `S${index}`,
    expiry: "combined" as const,
  })),
};
const failed = (row: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row, problem: { type: "/problems/upstream-timeout", ...about } };
};

let store: Store;
let rig: DeskRig;
let desk: Desk;
/** How often the script that reads and writes scans has run. */
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

/** Stores a scan that this instance does not run. The first `ended` rows have ended. */
async function keep(ended: number) {
  const { scans } = rig.desk;
  const log = await scans.create(scans.makeId(request.caller), request);
  if (typeof log === "string") throw new Error(log);
  const changes = Array.from({ length: ended }, (_, index) => failed(index + 1));
  await scans.sync(log, { changes, isLooked: true });
  looks = 0;
  return { id: log.id, callerId: request.caller };
}

describe("a scan that an instance must read in pieces", () => {
  test("is read if each piece arrives in time", async () => {
    const owned = await keep(ROWS);
    delayMs = storePolicy.requestBudgetMs / 2;
    expect(await desk.readScan(owned, true)).toMatchObject({
      kind: "scan",
      scan: { failed: ROWS },
    });
    expect(looks * delayMs).toBeGreaterThan(storePolicy.requestBudgetMs);
  });

  test.each([
    ["pause", { scan: { state: "paused", failed: 20, total: ROWS } }],
    ["resume", { scan: { state: "running", failed: 20, total: ROWS } }],
    ["retry", { scan: { state: "running", failed: 0, total: ROWS } }],
    ["delete", { kind: "deleted" }],
  ] as const)("is acted on (%s) without reading its rows", async (act, answer) => {
    const owned = await keep(20);
    if (act === "resume") await desk.actOnScan(owned, "pause");
    looks = 0;
    const acting = desk.actOnScan(owned, act);
    expect(await acting).toMatchObject(answer);
    expect(looks).toBeLessThanOrEqual(2);
    if (act === "delete") expect(await desk.readScan(owned, true)).toMatchObject({ slug: "gone" });
  });

  test("progresses after a resume, and its instance stays awake", async () => {
    const owned = await keep(20);
    await desk.actOnScan(owned, "pause");
    await desk.actOnScan(owned, "resume");
    const before = systemClock.monotonic();
    await desk.scanRests(owned.id, scanPolicy.beforeLimitMs + 300);
    expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(299);
    await expect.poll(() => rig.calls.length, { timeout: 5_000 }).toBe(1);
  });
});

test("keeps an instance awake only up to its limit", async () => {
  const owned = await keep(0);
  await desk.readScan(owned, true);
  const before = systemClock.monotonic();
  await desk.scanRests(owned.id, scanPolicy.beforeLimitMs + 200);
  expect(systemClock.monotonic() - before).toBeLessThan(scanPolicy.syncMs);
});

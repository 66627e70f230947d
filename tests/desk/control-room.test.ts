import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { readDashboard } from "@/lib/desk/read-dashboard";
import { streamDashboard } from "@/lib/desk/stream-dashboard";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { createDeskRig, type DeskRig } from "./desk-rig";
import { createRoomRig } from "./room-rig";

let store: Store;
let rig: DeskRig;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  rig = createDeskRig(store, 1);
});

const askFor = (symbol: string, caller: string) => ({
  ...({ key: `v2:/tickers/${symbol}`, window: "account", caller, priority: 4, seen: 0 } as const),
  ...{ join: false, resume: 0, patience: 60_000 },
});

describe("the dashboard", () => {
  test("has a row for a caller who only waits", async () => {
    const { desk } = rig;
    for (const symbol of ["ONE", "TWO", "SIX"]) {
      await desk.pump.enter(askFor(symbol, `c-${symbol}`));
    }
    const { parts, session } = await createRoomRig(store, desk);
    const { callers, line } = await readDashboard(parts, session, "15m");
    expect(line.length).toBeGreaterThan(0);
    const waiting = callers.map(({ label, waiting: count, lastSeenAt }) => [
      label,
      count,
      lastSeenAt,
    ]);
    const ofLine = line.flatMap(({ tickets }) => tickets.map(({ label }) => [label, 1, null]));
    expect(waiting.toSorted()).toEqual(ofLine.toSorted());
    await desk.pump.stop();
  });

  test("live, is told on although what was counted cannot be sent on", async () => {
    const { parts, session } = await createRoomRig(store, rig.desk);
    // As when an alert's receiver does not answer.
    const recorder = { ...rig.desk.recorder, flush: () => new Promise<void>(() => undefined) };
    const stuck = { ...parts, desk: { ...rig.desk, recorder } };
    const leave = new AbortController();
    let told = 0;
    for await (const _ of streamDashboard(stuck, session, "15m", leave.signal)) {
      told += 1;
      if (told === 2) leave.abort();
    }
    expect(told).toBe(2);
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { readCached, requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import type { Recorder } from "@/lib/metrics/recorder";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { asked, caller, createDeskRig } from "../desk/desk-rig";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";
import { type RestBridge, startRestBridge } from "../support/store/rest-bridge";

let redis: RedisServer;
let bridge: RestBridge;
let store: Store;
beforeAll(async () => {
  redis = await startRedisServer();
  bridge = await startRestBridge({ redisUrl: redis.url });
  const { url, token } = bridge;
  store = await createStore({ kind: "upstash", url, token }, { clock: systemClock });
});
afterAll(async () => {
  await store?.close();
  await bridge?.stop();
  await redis?.stop();
});

const NO_RECORDER: Recorder = {
  countAsk: () => {},
  countCall: () => {},
  look: () => {},
  flush: async () => {},
  flushAll: async () => {},
};

test("adds no round trip to a cached read: counts are sent later", async () => {
  const { desk } = createDeskRig(store);
  await requestSnapshot(desk, asked("SPY"));
  await desk.pump.idle();
  const read = { resource: "gex", symbol: "SPY", caller: caller(), isNewCookie: false } as const;
  const tripsOf = async (recorder: Recorder) => {
    // A look at the quota serves for a second: here each read takes its own, or none does.
    await desk.pump.snapshot();
    const before = bridge.requests();
    for (let times = 0; times < 3; times += 1) await readCached({ ...desk, recorder }, read);
    return bridge.requests() - before;
  };
  const without = await tripsOf(NO_RECORDER);
  expect(without).toBeGreaterThan(0);
  expect(await tripsOf(desk.recorder)).toBe(without);
  const before = bridge.requests();
  await desk.recorder.flushAll();
  expect(bridge.requests() - before).toBe(1);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { quotaOf, readQuota } from "@/lib/desk/answer/read-quota";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { asked, createDeskRig } from "./desk-rig";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
});

describe("the quota", () => {
  test("counts each slot until it is free, and reports when", async () => {
    const { desk } = createDeskRig(store, 4);
    await requestSnapshot(desk, asked("SPY"));
    const quota = quotaSchema.parse(quotaOf(desk, await desk.pump.snapshot()));
    expect(quota).toMatchObject({ limit: 4, used: 1, remaining: 3, low: false, health: "healthy" });
    expect(quota.slotsFreeInSeconds).toHaveLength(1);
    expect(quota.slotsFreeInSeconds[0]).toBeGreaterThan(59);
    expect(quota.slotsFreeInSeconds[0]).toBeLessThanOrEqual(60.1);
  });

  test("is low under a quarter, and unhealthy when limited", async () => {
    const { desk, script } = createDeskRig(store, 1);
    script.set("SPY", () => ({ kind: "limited", arrived: true, retryAfterSeconds: 30 }));
    await requestSnapshot(desk, asked("SPY"));
    const quota = quotaSchema.parse(quotaOf(desk, await desk.pump.snapshot()));
    expect(quota).toMatchObject({ remaining: 0, low: true, health: "rate_limited" });
    expect(quota.breaker).toMatchObject({ state: "open" });
    expect(Date.parse(quota.healthSince ?? "")).toBeGreaterThan(Date.now() - 60_000);
    expect(quota.breaker.retryInSeconds).toBeGreaterThan(29);
    expect(quota.nextSlotInSeconds).toBeGreaterThanOrEqual(quota.breaker.retryInSeconds ?? 0);
  });

  test("is used up after lost writes, and says why", async () => {
    const { desk } = createDeskRig(store, 4);
    const seen = await desk.pump.snapshot();
    const fullUntil = seen.now + 10_000;
    const { main, windows } = seen.summary;
    const full = { ...windows, [main]: { ...windows[main], fullUntil } } as typeof windows;
    const gateSnapshot: GateSnapshot = {
      ...seen,
      summary: { ...seen.summary, fullUntil, windows: full },
    };
    const quota = quotaSchema.parse(quotaOf(desk, gateSnapshot));
    expect(quota).toMatchObject({ used: 4, remaining: 0, health: "unknown" });
    expect(quota.slotsFreeInSeconds).toHaveLength(4);
  });

  test("is unknown without a store, and no request is possible", () => {
    const { desk } = createDeskRig(store, 4);
    const quota = quotaSchema.parse(quotaOf(desk, null));
    expect(quota).toMatchObject({ limit: 4, remaining: 0, low: true, health: "unknown" });
  });

  test("costs one step a second for all requests, and no slot", async () => {
    let runs = 0;
    const counted: Store = {
      ...store,
      run: (...call) => {
        runs += 1;
        return store.run(...call);
      },
    };
    const { desk } = createDeskRig(counted);
    await readQuota(desk);
    const before = runs;
    const quotas = await Promise.all(Array.from({ length: 50 }, () => readQuota(desk)));
    expect(runs).toBe(before);
    expect(quotas.every(({ used }) => used === 0)).toBe(true);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { quotaSchema } from "@/lib/contract/quota";
import { quotaOf, readQuota } from "@/lib/desk/read-quota";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import type { Look } from "@/lib/gate/look";
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
  test("counts each slot until it is free again, and says when that is", async () => {
    const { desk } = createDeskRig(store, 4);
    await requestSnapshot(desk, asked("SPY"));
    const quota = quotaSchema.parse(quotaOf(desk, await desk.pump.look()));
    expect(quota).toMatchObject({ limit: 4, used: 1, remaining: 3, low: false, health: "healthy" });
    expect(quota.slotsFreeInSeconds).toHaveLength(1);
    expect(quota.slotsFreeInSeconds[0]).toBeGreaterThan(59);
    expect(quota.slotsFreeInSeconds[0]).toBeLessThanOrEqual(60.1);
  });

  test("is low under a quarter of the limit, and a limited upstream is no healthy one", async () => {
    const { desk, script } = createDeskRig(store, 1);
    script.set("SPY", () => ({ kind: "limited", arrived: true, retryAfterSeconds: 30 }));
    await requestSnapshot(desk, asked("SPY"));
    const quota = quotaSchema.parse(quotaOf(desk, await desk.pump.look()));
    expect(quota).toMatchObject({ remaining: 0, low: true, health: "rate_limited" });
    expect(quota.breaker).toMatchObject({ state: "open" });
    expect(Date.parse(quota.healthSince ?? "")).toBeGreaterThan(Date.now() - 60_000);
    expect(quota.breaker.retryInSeconds).toBeGreaterThan(29);
    expect(quota.nextSlotInSeconds).toBeGreaterThanOrEqual(quota.breaker.retryInSeconds);
  });

  test("after lost writes is taken to be used up, and says why", async () => {
    const { desk } = createDeskRig(store, 4);
    const seen = await desk.pump.look();
    const fullUntil = seen.now + 10_000;
    const look: Look = { ...seen, summary: { ...seen.summary, fullUntil } };
    const quota = quotaSchema.parse(quotaOf(desk, look));
    expect(quota).toMatchObject({ used: 4, remaining: 0, health: "unknown" });
    expect(quota.slotsFreeInSeconds).toHaveLength(4);
  });

  test("without a store is unknown, and nothing can be asked", () => {
    const { desk } = createDeskRig(store, 4);
    const quota = quotaSchema.parse(quotaOf(desk, null));
    expect(quota).toMatchObject({ limit: 4, remaining: 0, low: true, health: "unknown" });
  });

  test("costs one look at the store for all who ask within a second, and never a slot", async () => {
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

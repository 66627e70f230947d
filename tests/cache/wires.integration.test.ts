import { describe, expect, it } from "vitest";
import { createCache } from "@/lib/cache/create-cache";
import { createAlwaysOpenCalendar } from "@/lib/cache/market-calendar";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { provideWires, type WireKind } from "../support/store/wires";
import { gexFigures, headlineJob } from "./sample";

const SPY = headlineJob("v1:/gex/latest?ticker=SPY", "SPY");
const keys = createKeys({ prefix: "test", quotaGroup: "test" });
const calendar = createAlwaysOpenCalendar();
const { server, bridge, openEmpty } = provideWires();

async function withStore(kind: WireKind, use: (store: Store) => Promise<void>) {
  const store = await openEmpty(kind);
  await use(store).finally(() => store.close());
}

describe.each(["upstash", "redis"] as const)("the cache over %s", (kind) => {
  it("keeps the newer of two answers, and forgets the failure", () =>
    withStore(kind, async (store) => {
      const cache = createCache({ store, keys, calendar });
      const { now } = await cache.read(SPY.key);
      const asOf = new Date(now).toISOString();
      await cache.writeFailure(SPY.key, { failedAt: now, problem: "upstream-error", detail: "" });
      expect((await cache.read(SPY.key)).failure?.problem).toBe("upstream-error");
      const kept = await cache.write(SPY, { figures: gexFigures(672.4), asOf }, now);
      expect(await cache.write(SPY, { figures: gexFigures(1), asOf }, now - 5)).toEqual(kept);
      const reading = await cache.read(SPY.key);
      expect(reading).toMatchObject({ snapshot: kept, failure: null });
      expect(Math.abs(reading.now - Date.now())).toBeLessThan(5_000);
      const [trend] = await cache.readTrends([SPY.key]);
      expect([...(trend?.values() ?? [])]).toEqual([-1_017_367_026.884]);
      const life = await store.redis.pttl(keys.snapshot(SPY.key));
      expect(life).toBeGreaterThan(7 * 86_400_000 - 60_000);
    }));

  it("reads ten jobs in one round trip", () =>
    withStore(kind, async (store) => {
      const cache = createCache({ store, keys, calendar });
      const before = bridge().requests();
      expect(await cache.readMany(Array.from({ length: 10 }, (_, n) => `job${n}`))).toHaveLength(
        10,
      );
      expect(bridge().requests() - before).toBe(kind === "upstash" ? 1 : 0);
    }));

  it("fails within its deadline on a hanging store, not empty", () =>
    withStore(kind, async (store) => {
      const cache = createCache({ store, keys, calendar });
      await cache.read(SPY.key);
      server().pause();
      await expect(cache.read(SPY.key).finally(server().resume)).rejects.toBeInstanceOf(StoreFault);
    }));
});

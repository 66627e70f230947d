import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCache } from "@/lib/cache/create-cache";
import { createAlwaysOpenCalendar } from "@/lib/cache/market-calendar";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import { type Store, StoreFault } from "@/lib/redis/store";
import { type RedisServer, startRedisServer } from "../support/redis-server";
import { type RestBridge, startRestBridge } from "../support/rest-bridge";
import { gexFigures, headlineJob } from "./sample";

const SPY = headlineJob("v1:/gex/latest?ticker=SPY", "SPY");
const keys = createKeys({ prefix: "test", quotaGroup: "test" });
const calendar = createAlwaysOpenCalendar();
let server: RedisServer;
let bridge: RestBridge;

beforeAll(async () => {
  server = await startRedisServer();
  bridge = await startRestBridge({ redisUrl: server.url });
});
afterAll(async () => {
  await bridge.stop();
  await server.stop();
});

const wires = {
  upstash: () => ({ kind: "upstash", url: bridge.url, token: bridge.token }) as const,
  redis: () => ({ kind: "redis", url: server.url }) as const,
};

async function withStore(kind: keyof typeof wires, use: (store: Store) => Promise<void>) {
  await server.flushAll();
  const store = await createStore(wires[kind](), { clock: systemClock });
  await use(store).finally(() => store.close());
}

describe.each(["upstash", "redis"] as const)("the cache over %s", (kind) => {
  it("keeps the newer of two answers, with its life, and forgets the failure before it", () =>
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
      const life = await store.redis.pttl(keys.snapshot(SPY.key));
      expect(life).toBeGreaterThan(7 * 86_400_000 - 60_000);
    }));

  it("reads ten jobs in one round trip", () =>
    withStore(kind, async (store) => {
      const cache = createCache({ store, keys, calendar });
      const before = bridge.requests();
      expect(await cache.readMany(Array.from({ length: 10 }, (_, n) => `job${n}`))).toHaveLength(
        10,
      );
      expect(bridge.requests() - before).toBe(kind === "upstash" ? 1 : 0);
    }));

  it("a store that hangs is a fault within its deadline, not an empty cache", () =>
    withStore(kind, async (store) => {
      const cache = createCache({ store, keys, calendar });
      await cache.read(SPY.key);
      server.pause();
      await expect(cache.read(SPY.key).finally(server.resume)).rejects.toBeInstanceOf(StoreFault);
    }));
});

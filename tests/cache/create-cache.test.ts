import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Cache } from "@/lib/cache/cache";
import { createCache } from "@/lib/cache/create-cache";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { gexData, gexFigures, headlineJob, spotOf } from "./sample";

const keys = createKeys({ prefix: "test", quotaGroup: "test" });
const calendar = createNyseCalendar();
const SPY = headlineJob("v2:/tickers/SPY", "SPY");
const QQQ = headlineJob("v2:/tickers/QQQ", "QQQ");
/** A Monday, 10:00 in New York. The embedded store's clock is this process's. */
const NOW = Date.parse("2026-11-23T15:00:00.000Z");
const answer = (spot: number) => ({
  figures: gexFigures(spot),
  asOf: "2026-11-23T14:59:00.000Z",
});

let store: Store;
let cache: Cache;
beforeAll(() => vi.useFakeTimers({ toFake: ["Date"] }));
beforeEach(async () => {
  vi.setSystemTime(NOW);
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  cache = createCache({ store, keys, calendar });
  return () => store.close();
});
afterAll(() => vi.useRealTimers());

describe("the cache", () => {
  it("returns what was written, with times by the store's clock", async () => {
    const written = await cache.write(SPY, answer(672.4), NOW);
    expect(written).toEqual({
      resource: "gex",
      symbol: "SPY",
      data: gexData(672.4),
      asOf: "2026-11-23T14:59:00.000Z",
      fetchedAt: "2026-11-23T15:00:00.000Z",
      // Half an hour after its own time, to learn. The next look begins at 15:20 New York.
      freshUntil: "2026-11-23T15:29:00.000Z",
      nextExpectedAt: "2026-11-23T20:20:00.000Z",
      missedUpdates: [],
    });
    vi.setSystemTime(NOW + 1_234);
    const reading = await cache.read(SPY.key);
    expect(reading).toEqual({ now: NOW + 1_234, snapshot: written, failure: null });
  });

  it("knows nothing of a key that was never written", async () => {
    expect(await cache.read(SPY.key)).toEqual({ now: NOW, snapshot: null, failure: null });
  });

  it("reads many keys in one round trip, in the order requested", async () => {
    await cache.write(QQQ, answer(608.75), NOW);
    await cache.write(SPY, answer(672.4), NOW);
    const request = vi.spyOn(store.redis, "pipeline");
    const readings = await cache.readMany([SPY.key, "v2:/tickers/IWM", QQQ.key]);
    expect(readings.map((reading) => reading.snapshot?.symbol)).toEqual(["SPY", undefined, "QQQ"]);
    expect(request).toHaveBeenCalledTimes(1);
    expect(await cache.readMany([])).toEqual([]);
  });

  it("fences a late result: it keeps the copy, and says so", async () => {
    const newer = await cache.write(SPY, answer(672.4), NOW);
    expect(await cache.write(SPY, answer(600), NOW - 1)).toEqual(newer);
    expect((await cache.read(SPY.key)).snapshot).toEqual(newer);
  });

  it("in any order of writes ends with the one fetched last", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 8 }),
        async (ages) => {
          await store.redis.flushall();
          for (const age of ages) await cache.write(SPY, answer(age), NOW - age);
          const { snapshot } = await cache.read(SPY.key);
          expect(spotOf(snapshot)).toBe(Math.min(...ages));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("shares a failure until a success or for ten minutes", async () => {
    const failure = { failedAt: NOW, problem: "upstream-timeout", detail: "8 s passed" } as const;
    await cache.writeFailure(SPY.key, failure);
    expect((await cache.read(SPY.key)).failure).toEqual(failure);
    await cache.write(SPY, answer(672.4), NOW);
    expect((await cache.read(SPY.key)).failure).toBeNull();

    await cache.writeFailure(QQQ.key, failure);
    vi.setSystemTime(NOW + 600_001);
    expect((await cache.read(QQQ.key)).failure).toBeNull();
  });

  it("keeps a later failure when a late result is fenced", async () => {
    const failure = { failedAt: NOW, problem: "upstream-error", detail: "HTTP 500" } as const;
    await cache.write(SPY, answer(672.4), NOW);
    await cache.writeFailure(SPY.key, failure);
    await cache.write(SPY, answer(600), NOW - 1_000);
    expect((await cache.read(SPY.key)).failure).toEqual(failure);
  });

  it("keeps the last copy for seven days, long after it ran out", async () => {
    await cache.write(SPY, answer(672.4), NOW);
    vi.setSystemTime(NOW + 7 * 86_400_000 - 1);
    expect((await cache.read(SPY.key)).snapshot?.symbol).toBe("SPY");
    vi.setSystemTime(NOW + 7 * 86_400_000 + 1);
    expect((await cache.read(SPY.key)).snapshot).toBeNull();
  });

  it("counts a corrupt entry as missing, and writes over it", async () => {
    const corrupt = ["", "{", "null", "[]", "7", '"text"', "{}", '{"fetchedAtMs":"soon"}'];
    const shaped = '{"fetchedAtMs":1795446000000,"snapshot":{"resource":"gex","symbol":"../etc"}}';
    for (const text of [...corrupt, shaped]) {
      await store.redis.set(keys.snapshot(SPY.key), text);
      await store.redis.set(keys.failure(SPY.key), text);
      expect(await cache.read(SPY.key), text).toEqual({ now: NOW, snapshot: null, failure: null });
      const written = await cache.write(SPY, answer(672.4), NOW);
      expect((await cache.read(SPY.key)).snapshot, text).toEqual(written);
    }
  });

  it("counts what is no text as missing, and writes over it", async () => {
    await store.redis.rpush(keys.snapshot(SPY.key), "garbage");
    await store.redis.hset(keys.failure(SPY.key), { failedAt: "1" });
    expect(await cache.read(SPY.key)).toEqual({ now: NOW, snapshot: null, failure: null });
    await cache.write(SPY, answer(1), NOW);
    expect(spotOf((await cache.read(SPY.key)).snapshot)).toBe(1);
  });

  it("ignores an entry from the future after the clock went back", async () => {
    vi.setSystemTime(NOW + 3_600_000);
    await cache.write(SPY, answer(700), NOW + 3_600_000);
    vi.setSystemTime(NOW);
    expect((await cache.read(SPY.key)).snapshot).toBeNull();
    const written = await cache.write(SPY, answer(672.4), NOW);
    expect((await cache.read(SPY.key)).snapshot).toEqual(written);
    expect(spotOf(written)).toBe(672.4);
  });

  it("says that the store failed, and never that nothing is cached", async () => {
    const closed = await createStore({ kind: "embedded" }, { clock: systemClock });
    await closed.close();
    const cut = createCache({ store: closed, keys, calendar });
    await expect(cut.read(SPY.key)).rejects.toBeInstanceOf(StoreFault);
    await expect(cut.write(SPY, answer(1), NOW)).rejects.toBeInstanceOf(StoreFault);
    const failure = { failedAt: NOW, problem: "internal", detail: "" } as const;
    await expect(cut.writeFailure(SPY.key, failure)).rejects.toBeInstanceOf(StoreFault);
  });
});

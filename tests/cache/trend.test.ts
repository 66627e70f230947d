import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCache } from "@/lib/cache/create-cache";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { decodeTrend, trendFigure } from "@/lib/cache/trend";
import { systemClock } from "@/lib/clock";
import { cachePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { gexData, headlineJob } from "./sample";

const keys = createKeys({ prefix: "test", quotaGroup: "test" });
const SPY = headlineJob("v2:/tickers/SPY", "SPY");
const calendar = createNyseCalendar();
const answerOf = (asOf: string, netGex: number | null) => ({
  figures: { resource: "gex", data: { ...gexData(1), netGex } } as const,
  asOf,
});

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushall();
});

async function trendAfter(...answers: ReturnType<typeof answerOf>[]) {
  const cache = createCache({ store, keys, calendar });
  for (const answer of answers) await cache.write(SPY, answer, Date.now());
  const [trend] = await cache.readTrends([SPY.key]);
  return [...(trend ?? [])].sort();
}

describe("the trend of the headlines that landed", () => {
  test.each([
    ["in session", "2025-11-20T15:00:00Z", "2025-11-20"],
    ["late in the evening by UTC", "2025-11-21T01:00:00Z", "2025-11-20"],
    ["on a Saturday", "2025-11-22T12:00:00Z", "2025-11-21"],
    ["on Thanksgiving", "2025-11-27T15:00:00Z", "2025-11-26"],
  ])("a headline of a moment %s is of its trading day", (_name, asOf, day) => {
    expect(trendFigure(answerOf(asOf, 7), calendar)).toEqual({ day, netGex: 7 });
  });

  test("ignores a summary without net GEX", async () => {
    expect(trendFigure(answerOf("2025-11-20T15:00:00Z", null), calendar)).toBeNull();
    expect(await trendAfter(answerOf("2025-11-20T15:00:00Z", null))).toEqual([]);
  });

  test("a late result that is fenced changes no day", async () => {
    const cache = createCache({ store, keys, calendar });
    const now = Date.now();
    await cache.write(SPY, answerOf("2025-11-20T15:00:00Z", 2), now);
    await cache.write(SPY, answerOf("2025-11-20T14:00:00Z", 1), now - 1);
    expect([...((await cache.readTrends([SPY.key]))[0] ?? [])]).toEqual([["2025-11-20", 2]]);
  });

  test("is bounded, outlives the copy, and belongs to one symbol", async () => {
    const days = Array.from({ length: 40 }, (_, index) =>
      new Date(Date.UTC(2025, 8, 1 + index, 20)).toISOString(),
    );
    const always = { ...calendar, sessionOf: () => calendar.previousSession(0) };
    const cache = createCache({ store, keys, calendar: always });
    for (const [index, day] of days.entries()) {
      await cache.write(SPY, answerOf(day, index), Date.now());
    }
    await cache.forget(SPY.key);
    const [trend, other] = await cache.readTrends([SPY.key, "v2:/tickers/QQQ"]);
    const kept = cachePolicy.trendFiguresKept;
    expect([...(trend?.keys() ?? [])].sort()).toEqual(
      days.slice(-kept).map((at) => at.slice(0, 10)),
    );
    expect(other?.size).toBe(0);
    const life = await store.redis.pttl(keys.trend(SPY.key));
    expect(life).toBeGreaterThan(cachePolicy.trendKeptMs - 60_000);
    expect(life).toBeLessThanOrEqual(cachePolicy.trendKeptMs);
  });

  test("restarts if unreadable, and the answer is kept all the same", async () => {
    const corrupt = ["", "{", "[]", "7", '"text"', '{"2025-11-19":"soon"}', '{"yesterday":"1"}'];
    for (const text of corrupt) {
      expect(decodeTrend(text).size, text).toBe(0);
      await store.redis.set(keys.trend(SPY.key), text);
      const cache = createCache({ store, keys, calendar });
      await cache.write(SPY, answerOf("2025-11-20T15:00:00Z", 2), Date.now());
      expect((await cache.read(SPY.key)).snapshot, text).not.toBeNull();
    }
    await store.redis.del(keys.trend(SPY.key));
    await store.redis.lpush(keys.trend(SPY.key), "a list where text belongs");
    expect(await trendAfter(answerOf("2025-11-20T15:00:00Z", -0.1))).toEqual([
      ["2025-11-20", -0.1],
    ]);
  });
});

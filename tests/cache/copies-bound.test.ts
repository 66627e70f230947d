import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Cache } from "@/lib/cache/cache";
import { createCache } from "@/lib/cache/create-cache";
import { dropCopies, dropUnlooked } from "@/lib/cache/drop-copies";
import { encodeEntry } from "@/lib/cache/entry";
import { createAlwaysOpenCalendar } from "@/lib/cache/market-calendar";
import { cachePolicy } from "@/lib/policy";
import { keys } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";
import { gexFigures, headlineJob } from "./sample";

const store = emptyStore();
const START = Date.parse("2026-11-23T15:00:00.000Z");
const calendar = createAlwaysOpenCalendar();
const jobOf = (symbol: string) => headlineJob(`v2:/tickers/${symbol}`, symbol);

let now: number;
let cache: Cache;
beforeAll(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterAll(() => vi.useRealTimers());
beforeEach(() => {
  now = START;
  vi.setSystemTime(now);
  cache = createCache({ store: store(), keys, calendar });
});

function pass(milliseconds: number): void {
  now += milliseconds;
  vi.setSystemTime(now);
}

/** The size of one copy with its name, KB. */
async function copySize(): Promise<number> {
  await write("SIZE");
  const size = await sum();
  await cache.forget(jobOf("SIZE").key);
  return size;
}

function write(symbol: string, spot = 1) {
  const asOf = new Date(now).toISOString();
  return cache.write(jobOf(symbol), { figures: gexFigures(spot), asOf }, now);
}

/** What copies take is noted as if they were so large. */
async function enlarge(sizes: Record<string, number>): Promise<void> {
  const noted = Object.entries(sizes).map(([symbol, size]) => [jobOf(symbol).key, size]);
  await store().redis.hset(keys.copySizes, Object.fromEntries(noted));
  await store().redis.hdel(keys.copySizes, "sum");
}

const sum = async () => Number(await store().redis.hget(keys.copySizes, "sum"));
const kept = async (...symbols: string[]) => {
  const readings = await cache.readMany(symbols.map((symbol) => jobOf(symbol).key));
  return symbols.filter((_, index) => readings[index]?.snapshot);
};

test("counts each copy once, in KB with its name", async () => {
  const size = Math.ceil(encodeEntry(await write("SPY")).length / 1_024) + 1;
  expect(await sum()).toBe(size);
  pass(60_000);
  await write("SPY", 2);
  expect(await sum()).toBe(size);
  await write("QQQ");
  expect(await sum()).toBe(2 * size);
  await cache.forget(jobOf("SPY").key);
  expect(await sum()).toBe(size);
  expect(await store().redis.zrange(keys.copies, 0, -1)).toEqual([jobOf("QQQ").key]);
  expect(await store().redis.pttl(keys.copies)).toBeGreaterThan(cachePolicy.keptMs - 60_000);
  expect(await store().redis.pttl(keys.copySizes)).toBeGreaterThan(cachePolicy.keptMs - 60_000);
});

test("bounds all copies: the least recently read go for a new one", async () => {
  for (const symbol of ["OLD", "READ", "NEW"]) {
    await write(symbol);
    pass(1_000);
  }
  const third = cachePolicy.keptKilobytes / 3;
  await enlarge({ OLD: third, READ: third, NEW: third });
  // Read for a while: it is noted once a minute.
  await kept("READ");
  pass(cachePolicy.lookNotedMs);
  await kept("READ");
  await expect.poll(() => store().redis.zscore(keys.copies, jobOf("READ").key)).toBe(String(now));
  pass(1_000);
  await write("ONE");
  expect(await kept("OLD", "READ", "NEW", "ONE")).toEqual(["READ", "NEW", "ONE"]);
  expect(await sum()).toBeLessThanOrEqual(cachePolicy.keptKilobytes);
  await enlarge({ READ: cachePolicy.keptKilobytes });
  await write("TWO");
  expect(await kept("READ", "NEW", "ONE", "TWO")).toEqual(["ONE", "TWO"]);
});

test("notes reads once a minute, and never a copy that is gone", async () => {
  await write("SPY");
  const zadd = vi.spyOn(store().redis, "zadd");
  for (let read = 0; read < 180; read += 1) {
    await kept("SPY");
    if (read === 100) await store().redis.flushdb();
    if (read === 100) await write("SPY");
    pass(1_000);
  }
  expect(zadd).toHaveBeenCalledTimes(2);
  zadd.mockRestore();
  await store().redis.zrem(keys.copies, jobOf("SPY").key);
  pass(cachePolicy.lookNotedMs);
  await kept("SPY");
  expect(await store().redis.exists(keys.copies)).toBe(0);
});

test("a copy that was looked at since it was chosen is spared", async () => {
  const size = await copySize();
  await write("SPY");
  const chosenAt = now;
  pass(1);
  await write("SPY", 2);
  expect(await dropCopies({ store: store(), keys }, [jobOf("SPY").key], chosenAt)).toBe(0);
  expect(await kept("SPY")).toEqual(["SPY"]);
  expect(await dropCopies({ store: store(), keys }, [jobOf("SPY").key], now)).toBe(size);
  expect(await kept("SPY")).toEqual([]);
  expect(await sum()).toBe(0);
});

test("drops the least recently read up to a size, and no other", async () => {
  const size = await copySize();
  const symbols = Array.from({ length: 600 }, (_, index) => `S${index}`);
  for (const symbol of symbols) {
    await write(symbol);
    pass(1);
  }
  const recent = START + 500;
  expect(await dropUnlooked({ store: store(), keys }, recent - 1, 50 * size)).toBe(50 * size);
  expect((await kept(...symbols))[0]).toBe("S50");
  // No more than there are.
  expect(await dropUnlooked({ store: store(), keys }, recent - 1, 10_000)).toBe(450 * size);
  expect(await kept(...symbols)).toHaveLength(100);
  expect(await sum()).toBe(100 * size);
});

test.each([
  ["text", "SET", ["{garbage"]],
  ["a list", "RPUSH", ["a", "b"]],
  ["a hash of other things", "HSET", ["sum", "x", "v2:/tickers/SPY", "y"]],
])("loses no answer to %s in the counts, and counts again", async (_, name, words) => {
  const size = await copySize();
  await write("SPY");
  await write("QQQ");
  for (const key of [keys.copies, keys.copySizes]) {
    await store().redis.del(key);
    await store().redis.exec([name, key, ...words]);
  }
  await cache.forget(jobOf("QQQ").key);
  expect(await kept("SPY", "QQQ")).toEqual(["SPY"]);
  await write("SPY", 2);
  await write("QQQ", 2);
  expect(await kept("SPY", "QQQ")).toEqual(["SPY", "QQQ"]);
  expect(await sum()).toBe(2 * size);
  await cache.forget(jobOf("QQQ").key);
  expect(await sum()).toBe(size);
});

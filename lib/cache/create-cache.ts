import { z } from "zod";
import { cachePolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { type Store, StoreFault } from "@/lib/redis/store";
import type { Cache, CacheReading, StoredFailure, TrendFigures } from "./cache";
import { decodeEntry, decodeFailure, encodeEntry, encodeFailure } from "./entry";
import { freshUntil } from "./freshness";
import type { MarketCalendar } from "./market-calendar";
import { shareReads } from "./share-reads";
import { decodeTrend, trendFigure } from "./trend";
import { writeSnapshotScript } from "./write-snapshot.lua";

/**
 * The shared cache. Its invariants:
 * 1. What is kept never gets older: a late result is fenced by the time it was fetched.
 * 2. Expiry is fixed when written; reading only compares it with the store's time.
 * 3. What cannot be read counts as missing; a store that fails is a StoreFault, never an empty cache.
 */
export function createCache(parts: { store: Store; keys: Keys; calendar: MarketCalendar }): Cache {
  const { store, keys, calendar } = parts;

  async function readMany(jobKeys: readonly string[]): Promise<CacheReading[]> {
    if (jobKeys.length === 0) return [];
    const wanted = jobKeys.flatMap((jobKey) => [keys.snapshot(jobKey), keys.failure(jobKey)]);
    const reply = await store.redis
      .pipeline()
      .time()
      .mget(...wanted)
      .exec();
    const known = replySchema.safeParse(reply);
    if (!known.success) throw new StoreFault("refused");
    const [time, values] = known.data;
    const now = time[0] * 1_000 + Math.floor(time[1] / 1_000);
    return jobKeys.map((_, index) => ({
      now,
      snapshot: decodeEntry(values[2 * index], now),
      failure: decodeFailure(values[2 * index + 1], now),
    }));
  }

  const date: Cache["date"] = (job, answer, fetchedAt) => {
    const until = freshUntil(job.resource, Date.parse(answer.asOf), fetchedAt, calendar);
    const times = { fetchedAt: new Date(fetchedAt), freshUntil: new Date(until) };
    return {
      ...answer.figures,
      symbol: job.symbol,
      asOf: answer.asOf,
      fetchedAt: times.fetchedAt.toISOString(),
      freshUntil: times.freshUntil.toISOString(),
    };
  };

  const write: Cache["write"] = async (job, answer, fetchedAt) => {
    const snapshot = date(job, answer, fetchedAt);
    const trend = trendFigure(answer, calendar);
    const kept = await store.run(
      writeSnapshotScript,
      [keys.snapshot(job.key), keys.failure(job.key), ...(trend ? [keys.trend(job.key)] : [])],
      [
        ...[encodeEntry(snapshot), String(fetchedAt), String(cachePolicy.keptMs)],
        ...(trend ? [trend.day, String(trend.netGex), String(cachePolicy.trendKeptMs)] : []),
      ],
      storePolicy.requestBudgetMs,
    );
    // The script judged the times already. Of another version's shape, its record says nothing here.
    return decodeEntry(kept, Number.POSITIVE_INFINITY) ?? snapshot;
  };

  async function writeFailure(jobKey: string, failure: StoredFailure): Promise<void> {
    const life = { px: cachePolicy.failureKeptMs };
    await store.redis.set(keys.failure(jobKey), encodeFailure(failure), life);
  }

  async function forget(jobKey: string): Promise<void> {
    await store.redis.del(keys.snapshot(jobKey), keys.failure(jobKey));
  }

  const readTrends: Cache["readTrends"] = (jobKeys) => readTrendsOf(parts, jobKeys);
  return { read: shareReads(readMany), readMany, readTrends, date, write, writeFailure, forget };
}

async function readTrendsOf(
  { store, keys }: { store: Store; keys: Keys },
  jobKeys: readonly string[],
): Promise<TrendFigures[]> {
  if (jobKeys.length === 0) return [];
  const reply = await store.redis.mget(...jobKeys.map((jobKey) => keys.trend(jobKey)));
  const texts = z.array(z.unknown()).safeParse(reply);
  if (!texts.success) throw new StoreFault("refused");
  return jobKeys.map((_, index) => decodeTrend(texts.data[index]));
}

/** TIME and MGET as any wire tells them: numbers may come as text. */
const replySchema = z.tuple([
  z.tuple([z.coerce.number(), z.coerce.number()]),
  z.array(z.string().nullable()),
]);

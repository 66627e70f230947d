import { z } from "zod";
import type { UpstreamLooks } from "@/lib/environment/look-times";
import { cachePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { storeMsSchema } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import type { Cache, CacheReading, StoredFailure, TrendFigures } from "./cache";
import { createCopyDater } from "./date-copy";
import { dropCopies } from "./drop-copies";
import { decodeEntry, decodeFailure, encodeFailure } from "./entry";
import { createAnswerKeeper, datedSnapshot } from "./keep-answer";
import { NOTHING_LEARNED } from "./learned-cadence";
import { createLookNotes } from "./look-notes";
import type { MarketCalendar } from "./market-calendar";
import { shareReads } from "./share-reads";
import { decodeTrend } from "./trend";

/**
 * The shared cache. Invariants:
 * 1. A stored copy is never replaced by an older one: late results are fenced by fetch time.
 * 2. Expiry is fixed on write; a read only compares it with the store's time.
 * 3. Unreadable data counts as missing. A failing store is a StoreFault, never an empty cache.
 * 4. All copies together take at most `cachePolicy.keptKilobytes`: the longest unread go first.
 */
export function createCache(parts: Parts): Cache {
  const { store, keys, calendar, upstreamLooks = "learned" } = parts;
  const dater = createCopyDater(calendar, upstreamLooks);
  const keeper = createAnswerKeeper({ store, keys, calendar, dater });
  const looks = createLookNotes(parts);

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
    const [now, values] = known.data;
    const readings = jobKeys.map((jobKey, index) => {
      const entry = decodeEntry(values[2 * index], now);
      if (entry) keeper.remember(jobKey, entry);
      const failure = decodeFailure(values[2 * index + 1], now);
      return { now, snapshot: entry?.snapshot ?? null, failure };
    });
    looks.note(
      jobKeys.filter((_, index) => readings[index]?.snapshot),
      now,
    );
    return readings;
  }

  const date: Cache["date"] = (job, answer, fetchedAt) => {
    const reply = { asOf: Date.parse(answer.asOf), fetchedAt, earlier: null };
    const { dates } = dater.date(job, reply, NOTHING_LEARNED);
    return datedSnapshot(job, answer, fetchedAt, dates);
  };

  async function writeFailure(jobKey: string, failure: StoredFailure): Promise<void> {
    const life = { px: cachePolicy.failureKeptMs };
    await store.redis.set(keys.failure(jobKey), encodeFailure(failure), life);
  }

  async function forget(jobKey: string): Promise<void> {
    await dropCopies(parts, [jobKey], Number.MAX_SAFE_INTEGER);
    await store.redis.del(keys.failure(jobKey));
  }

  const readTrends: Cache["readTrends"] = (jobKeys) => readTrendsOf(parts, jobKeys);
  return {
    read: shareReads(readMany),
    readMany,
    readTrends,
    date,
    write: keeper.keep,
    writeFailure,
    forget,
  };
}

type Parts = {
  store: Store;
  keys: Keys;
  calendar: MarketCalendar;
  /** When the upstream publishes, as configured. */
  upstreamLooks?: UpstreamLooks;
};

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

/** TIME and MGET. */
const replySchema = z.tuple([storeMsSchema, z.array(z.string().nullable())]);

/**
 * The history in the store: a short log of flushes, and the sums of older ones. A flush costs one
 * command. After every few flushes one process folds the log into the hours.
 * Invariants: nothing is counted twice (a fold is written only if no other fold happened since the
 * read); every key expires; sizes are bounded, whatever the number of callers and processes.
 */
import { z } from "zod";
import { metricsPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { readAs } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { fold, type History } from "./fold";
import { foldLogScript } from "./fold-log.lua";
import { createHistoryBuckets, historyOf } from "./history-buckets";
import { encode, type Flush, flushSchema } from "./records";

/** The hours since 1970 to read: as hours, and by the minute. */
type Wanted = { hours: readonly number[]; minutes: readonly number[] };

export type MetricsLog = {
  /** Rejects with StoreFault. The flush may have been appended: send it again unchanged. */
  append(flush: Flush): Promise<void>;
  read(wanted: Wanted): Promise<History>;
};

const textsSchema = z.array(z.string());
const valuesSchema = z.array(z.string().nullable());
const lengthsSchema = z.array(z.coerce.number());
const replySchema = z.tuple([textsSchema, valuesSchema]);

/** A flush begins with its id. This many characters identify it. */
const BEGINNING = 40;

export function createMetricsLog({ store, keys }: { store: Store; keys: Keys }): MetricsLog {
  const { foldedAt, logKeptMs, logMost } = metricsPolicy;
  const places = createHistoryBuckets(keys);
  let hasLife = false;
  let folding: Promise<void> | null = null;

  /** Folds all flushes but the last: a list that never empties keeps its expiry. */
  async function foldLog(): Promise<void> {
    const reply = await store.redis.lrange(keys.metricsLog, 0, metricsPolicy.foldedMost);
    const log = parsed(textsSchema, reply).slice(0, -1);
    const [first] = log;
    if (first === undefined) return;
    const flushes = flushesIn(log);
    const hours = [...new Set(flushes.flatMap((flush) => Object.keys(flush.hours)))].map(Number);
    const wanted = places(hours, hours);
    const values = parsed(valuesSchema, await store.redis.mget(...wanted.map(({ key }) => key)));
    const history = historyOf(wanted, values);
    fold(history, flushes);
    await store.run(
      foldLogScript,
      [keys.metricsLog, ...wanted.map(({ key }) => key)],
      [
        first.slice(0, BEGINNING),
        String(log.length),
        ...wanted.flatMap(({ take, life }) => [encode(take(history)), String(life)]),
      ],
      storePolicy.requestBudgetMs,
    );
  }

  /**
   * After an outage hundreds of processes flush at once, and several see a log that is long enough.
   */
  async function foldIfFirst(): Promise<void> {
    const claim = { nx: true, px: metricsPolicy.foldClaimMs } as const;
    if ((await store.redis.set(keys.metricsFold, "1", claim)) === null) return;
    await foldLog().finally(() => store.redis.del(keys.metricsFold));
  }

  return {
    append: async (flush) => {
      const isFirst = !hasLife;
      const pipeline = store.redis.pipeline().rpush(keys.metricsLog, encode(flush));
      if (isFirst) pipeline.pexpire(keys.metricsLog, logKeptMs);
      const [length = 0] = parsed(lengthsSchema, await pipeline.exec());
      hasLife = true;
      // A new list although it had an expiry: the store was emptied meanwhile.
      if (length === 1 && !isFirst) await store.redis.pexpire(keys.metricsLog, logKeptMs);
      // If no fold ever succeeds, drop the oldest counts: a log must not fill the store.
      if (length > logMost) await store.redis.ltrim(keys.metricsLog, -logMost, -1);
      if (length % foldedAt !== 0 || folding) return;
      folding = foldIfFirst().finally(() => {
        folding = null;
      });
      // Best effort: the log stays as it is, and the next flush tries again.
      await folding.catch(() => undefined);
    },
    read: async ({ hours, minutes }) => {
      const wanted = places(hours, minutes);
      const pipeline = store.redis.pipeline().lrange(keys.metricsLog, 0, -1);
      const reply = await pipeline.mget(...wanted.map(({ key }) => key)).exec();
      const [log, values] = parsed(replySchema, reply);
      const history = historyOf(wanted, values);
      fold(history, flushesIn(log));
      return history;
    },
  };
}

/** Parses a reply by its schema. Any other reply is a StoreFault. */
function parsed<Schema extends z.ZodType>(schema: Schema, reply: unknown): z.output<Schema> {
  const known = schema.safeParse(reply);
  if (!known.success) throw new StoreFault("refused");
  return known.data;
}

/** Skips flushes of another version's shape. */
function flushesIn(log: readonly string[]): Flush[] {
  return log.flatMap((text) => readAs(flushSchema, text) ?? []);
}

/**
 * The past in the store: a short log of flushes, and what older ones come to. A flush costs one
 * command; every so many of them one process folds the log into the hours.
 *
 * Invariants: nothing is counted twice (a fold is written only if nobody folded since it was read);
 * every key has a life; sizes are bounded whatever the number of callers and of processes.
 */
import { z } from "zod";
import { metricsPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { type Store, StoreFault } from "@/lib/redis/store";
import { fold, type History } from "./fold";
import { foldLogScript } from "./fold-log.lua";
import { createPlaces, historyOf } from "./places";
import { readAs } from "./read-as";
import { encode, type Flush, flushSchema } from "./records";

/** Which hours since 1970 are wanted: as hours, and by the minute. */
type Wanted = { hours: readonly number[]; minutes: readonly number[] };

export type MetricsLog = {
  /** Rejects with StoreFault; then it may have been appended, and is to be sent again as it is. */
  append(flush: Flush): Promise<void>;
  read(wanted: Wanted): Promise<History>;
};

const textsSchema = z.array(z.string());
const valuesSchema = z.array(z.string().nullable());
const lengthsSchema = z.array(z.coerce.number());
const replySchema = z.tuple([textsSchema, valuesSchema]);

/** A flush begins with its id: so much of it names it. */
const BEGINNING = 40;

export function createMetricsLog({ store, keys }: { store: Store; keys: Keys }): MetricsLog {
  const { foldedAt, logKeptMs } = metricsPolicy;
  const places = createPlaces(keys);
  let hasLife = false;
  let folding: Promise<void> | null = null;

  /** Writes what all flushes but the last come to: a list that never empties keeps its life. */
  async function foldLog(): Promise<void> {
    const log = parsed(textsSchema, await store.redis.lrange(keys.metricsLog, 0, -1)).slice(0, -1);
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

  return {
    append: async (flush) => {
      const isFirst = !hasLife;
      const pipeline = store.redis.pipeline().rpush(keys.metricsLog, encode(flush));
      if (isFirst) pipeline.pexpire(keys.metricsLog, logKeptMs);
      const [length = 0] = parsed(lengthsSchema, await pipeline.exec());
      hasLife = true;
      // A new list although it had been given its life: the store was emptied since.
      if (length === 1 && !isFirst) await store.redis.pexpire(keys.metricsLog, logKeptMs);
      if (length < foldedAt || folding) return;
      folding = foldLog().finally(() => {
        folding = null;
      });
      // As well as it goes: the log stays as it is, and the next one tries again.
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

/** A reply by its schema; a store that says anything else fails. */
function parsed<Schema extends z.ZodType>(schema: Schema, reply: unknown): z.output<Schema> {
  const known = schema.safeParse(reply);
  if (!known.success) throw new StoreFault("refused");
  return known.data;
}

/** What cannot be read, of another version's shape, says nothing here. */
function flushesIn(log: readonly string[]): Flush[] {
  return log.flatMap((text) => readAs(flushSchema, text) ?? []);
}

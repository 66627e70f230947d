import { z } from "zod";
import { cachePolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { StoreCommands } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { dropCopiesScript } from "./drop-copies.lua";

type Parts = { store: StoreCommands; keys: Keys };

/**
 * Drops these jobs' copies, except those read after `since` (store ms). Returns the KB freed.
 * Rejects with StoreFault.
 */
export async function dropCopies(
  { store, keys }: Parts,
  jobKeys: readonly string[],
  since: number,
): Promise<number> {
  if (jobKeys.length === 0) return 0;
  const entries = jobKeys.map((jobKey) => keys.snapshot(jobKey));
  const names = [keys.copies, keys.copySizes, ...entries];
  const words = [String(since), ...jobKeys];
  try {
    return Number(await store.run(dropCopiesScript, names, words, storePolicy.requestBudgetMs));
  } catch (fault) {
    if (!(fault instanceof StoreFault) || fault.reason !== "out-of-memory") throw fault;
    // A full store that runs no scripts still accepts deletions.
    const pipeline = store.redis.pipeline().hmget(keys.copySizes, ...jobKeys);
    pipeline.del(...entries).zrem(keys.copies, ...jobKeys);
    const [sizes] = await pipeline.hdel(keys.copySizes, ...jobKeys, "sum").exec();
    const known = z.array(z.coerce.number()).safeParse(sizes);
    return (known.data ?? []).reduce((sum, size) => sum + size, 0);
  }
}

/**
 * Drops copies last read before `before` (store ms), the longest unread first, until `kilobytes`
 * are free or none is left. Returns the KB freed. Rejects with StoreFault.
 */
export async function dropUnlooked(
  parts: Parts,
  before: number,
  kilobytes: number,
): Promise<number> {
  const { store, keys } = parts;
  let dropped = 0;
  while (dropped < kilobytes) {
    const range = { byScore: true, offset: 0, count: cachePolicy.droppedAtOnce } as const;
    const eldest = await store.redis.zrange(keys.copies, "-inf", before, range);
    const sizes = eldest.length > 0 ? await sizesOf(parts, eldest.map(String)) : [];
    const enough = upTo(sizes, kilobytes - dropped);
    if (enough.length === 0) break;
    dropped += await dropCopies(parts, enough, before);
  }
  return dropped;
}

type Size = { jobKey: string; kilobytes: number };

async function sizesOf({ store, keys }: Parts, jobKeys: readonly string[]): Promise<Size[]> {
  const reply = await store.redis.exec(["HMGET", keys.copySizes, ...jobKeys]);
  const sizes = z.array(z.coerce.number()).safeParse(reply);
  if (!sizes.success) throw new StoreFault("refused");
  return jobKeys.map((jobKey, index) => ({ jobKey, kilobytes: sizes.data[index] ?? 0 }));
}

function upTo(sizes: readonly Size[], kilobytes: number): string[] {
  const enough: string[] = [];
  let sum = 0;
  for (const { jobKey, kilobytes: size } of sizes) {
    if (sum >= kilobytes) break;
    enough.push(jobKey);
    sum += size;
  }
  return enough;
}

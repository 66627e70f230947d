import { z } from "zod";
import type { Keys } from "@/lib/redis/keys";
import type { StoreCommands } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { dropScan } from "./keep-scan";

type Parts = { store: StoreCommands; keys: Keys };

/**
 * Drops scans that ended and were last looked at before `before` (store ms), the oldest look first,
 * until `kilobytes` are freed or none is left. Returns the KB freed. Rejects with StoreFault.
 */
export async function dropEnded(
  { store, keys }: Parts,
  before: number,
  kilobytes: number,
): Promise<number> {
  const noted = z.array(z.string()).safeParse(await store.redis.exec(["HGETALL", keys.scansInAll]));
  if (!noted.success) throw new StoreFault("refused");
  const ended = pairs(noted.data)
    .flatMap(([id, text]) => endedIn(id, text) ?? [])
    .filter(({ lookedAt }) => lookedAt < before)
    .toSorted((one, other) => one.lookedAt - other.lookedAt);
  let dropped = 0;
  for (const scan of ended) {
    if (dropped >= kilobytes) break;
    await drop({ store, keys }, scan);
    dropped += scan.kilobytes;
  }
  return dropped;
}

type Ended = { id: string; caller: string; lookedAt: number; kilobytes: number };

/** Parses the entry that sync-scan.lua.ts writes; null: the scan has not ended. */
function endedIn(id: string, text: string): Ended | null {
  const [, lookedAt, kilobytes, caller] = /^ended (\d+) \d+ (\d+) (.+)$/.exec(text) ?? [];
  if (caller === undefined) return null;
  return { id, caller, lookedAt: Number(lookedAt), kilobytes: Number(kilobytes) };
}

async function drop({ store, keys }: Parts, { id, caller }: Ended): Promise<void> {
  try {
    await dropScan({ store, keys }, id, caller);
  } catch (fault) {
    if (!(fault instanceof StoreFault) || fault.reason !== "out-of-memory") throw fault;
    // A full store that runs no scripts still accepts deletions.
    await store.redis.del(keys.scan(id), keys.scanEvents(id));
    await store.redis.hdel(keys.scansInAll, id);
    await store.redis.hdel(keys.scansOf(caller), id);
  }
}

function pairs(words: readonly string[]): [string, string][] {
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ""]] : []));
}

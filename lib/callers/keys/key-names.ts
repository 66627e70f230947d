import { z } from "zod";
import { keyIdOf } from "@/lib/callers/key-caller";
import type { Clock } from "@/lib/clock";
import { keyPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";

/** As Redis lists a hash: names and values in turn. */
const entriesSchema = z.array(z.string());

/** The names of keys, as last read. */
export type KeyNames = {
  /** Null if unknown. Starts to read the names again if they are old. */
  nameOf(callerId: string): string | null;
  /** Resolves once names read within `keyPolicy.namesKeptMs` are at hand. Rejects with StoreFault. */
  load(): Promise<void>;
  /** A name written by this process. */
  set(id: string, name: string): void;
};

export function createKeyNames(parts: {
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "now">;
}): KeyNames {
  const { store, keys, clock } = parts;
  const names = new Map<string, string>();
  let last: { at: number; reading: Promise<void> } | null = null;

  function load(): Promise<void> {
    const now = clock.now();
    if (last === null || Math.abs(now - last.at) > keyPolicy.namesKeptMs) {
      last = { at: now, reading: read() };
    }
    return last.reading;
  }

  /** Revoked keys keep their names here, since the history still has their calls. */
  async function read(): Promise<void> {
    const entries = entriesSchema.safeParse(await store.redis.hgetall(keys.accessKeys));
    if (!entries.success) throw new StoreFault("refused");
    for (let at = 0; at + 1 < entries.data.length; at += 2) {
      const [id = "", entry = ""] = entries.data.slice(at, at + 2);
      names.set(id, entry.slice(entry.indexOf(" ") + 1));
    }
  }

  return {
    load,
    set: (id, name) => void names.set(id, name),
    nameOf: (callerId) => {
      const id = keyIdOf(callerId);
      if (id === null) return null;
      load().catch(() => undefined);
      return names.get(id) ?? null;
    },
  };
}

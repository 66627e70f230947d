import { z } from "zod";
import { storePolicy } from "@/lib/policy";
import type { KeptFile } from "@/lib/redis/kept-file";
import type { Keys } from "@/lib/redis/keys";
import { readAs } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { keyRecordSchema } from "./key-record";
import { writeKeyScript } from "./write-key.lua";

const NAME = "access-keys";
const keptSchema = z.array(keyRecordSchema);

/**
 * Saves the records of all keys in a file, because the embedded store dies with its process. Restores
 * the saved keys and returns the function that saves them. Await it after each change.
 */
export async function keepAccessKeys(
  store: Store,
  keys: Keys,
  kept: KeptFile,
): Promise<() => Promise<void>> {
  const saved = await kept.load(NAME);
  const records = saved ? keptSchema.parse(JSON.parse(saved.toString())) : [];
  for (const record of records) {
    const { id, share, name } = record;
    const most = String(Number.MAX_SAFE_INTEGER);
    const args = [id, JSON.stringify(record), `${share} ${name}`, most, most, ""];
    const names = [keys.accessKeys, keys.accessKey(id)];
    await store.run(writeKeyScript, names, args, storePolicy.requestBudgetMs);
  }
  return async () => {
    const ids = await store.redis.hkeys(keys.accessKeys);
    const texts = await Promise.all(
      ids.map((id) => store.redis.hget(keys.accessKey(id), "record")),
    );
    const now = texts.flatMap((text) => readAs(keyRecordSchema, String(text)) ?? []);
    await kept.save(NAME, Buffer.from(JSON.stringify(now)));
  };
}

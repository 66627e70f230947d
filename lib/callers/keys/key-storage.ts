import { z } from "zod";
import { keyPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { readAs } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { type KeyRecord, keyRecordSchema } from "./key-record";
import { writeKeyScript } from "./write-key.lua";

/** A key as read. `text`: the record as stored. `usedAt`: ms. Nulls: there is none. */
export type StoredKey = { text: string | null; record: KeyRecord | null; usedAt: number | null };

/** What a write resulted in. */
const writtenSchema = z.enum(["written", "changed", "full", "shares"]);
export type Written = z.infer<typeof writtenSchema>;
/** As Redis answers HMGET: the record, and when the key was used. */
const fieldsSchema = z.tuple([z.string().nullable(), z.string().nullable()]);

export const NO_KEY_STORED: StoredKey = { text: null, record: null, usedAt: null };

/** Records of keys in the store. All functions reject with StoreFault. */
export function createKeyStorage(parts: { store: Store; keys: Keys; sharesMost: number }) {
  const { store, keys, sharesMost } = parts;
  return {
    async read(id: string): Promise<StoredKey> {
      return storedOf(await store.redis.hmget(keys.accessKey(id), "record", "usedAt"));
    },
    async readAll(): Promise<StoredKey[]> {
      const ids = await store.redis.hkeys(keys.accessKeys);
      if (ids.length === 0) return [];
      const pipeline = store.redis.pipeline();
      for (const id of ids) pipeline.hmget(keys.accessKey(id), "record", "usedAt");
      return (await pipeline.exec<unknown[]>()).map(storedOf);
    },
    /** `replaced`: the text of the record that was read, empty for a new key. */
    async write(record: KeyRecord, replaced: string): Promise<Written> {
      const { id, share, name } = record;
      const words = [id, JSON.stringify(record), `${share} ${name}`];
      const args = [...words, String(sharesMost), String(keyPolicy.keysMost), replaced];
      const touched = [keys.accessKeys, keys.accessKey(id)];
      const reply = await store.run(writeKeyScript, touched, args, storePolicy.requestBudgetMs);
      return writtenSchema.parse(reply);
    },
    /** False: there was no such key. */
    async remove(id: string): Promise<boolean> {
      const ended = await store.redis.del(keys.accessKey(id));
      await store.redis.hdel(keys.accessKeys, id);
      return ended === 1;
    },
  };
}

function storedOf(reply: unknown): StoredKey {
  const fields = fieldsSchema.safeParse(reply);
  if (!fields.success) throw new StoreFault("refused");
  const [text, usedAt] = fields.data;
  const record = text === null ? null : readAs(keyRecordSchema, text);
  return { text, record, usedAt: usedAt === null ? null : Number(usedAt) };
}

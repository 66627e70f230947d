import { z } from "zod";
import { type AuditEntry, auditEntrySchema } from "@/lib/contract/admin/admin";
import { adminPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { readAs } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { noteActScript } from "./note-act.lua";

/** What admins did, bounded in length and age. */
export type AuditLog = {
  /** Adds an entry dated by the store. Call it before the act itself, so that no act is missing. */
  note(act: Omit<AuditEntry, "at">): Promise<void>;
  /** Newest first. */
  read(): Promise<AuditEntry[]>;
};

/** The latest date that JavaScript can represent. */
const LAST_MOMENT_MS = 8.64e15;

const writtenSchema = z.array(z.string());
/** An entry as stored: dated in ms. */
const timedSchema = z
  .looseObject({ at: z.int().nonnegative().max(LAST_MOMENT_MS) })
  .transform(({ at, ...entry }) => ({ ...entry, at: new Date(at).toISOString() }))
  .pipe(auditEntrySchema);

export function createAuditLog({ store, keys }: { store: Store; keys: Keys }): AuditLog {
  const { auditEntries, auditKeptMs } = adminPolicy;
  return {
    note: async (act) => {
      const words = [JSON.stringify(act), String(auditEntries), String(auditKeptMs)];
      await store.run(noteActScript, [keys.audit], words, storePolicy.requestBudgetMs);
    },
    read: async () => {
      const written = writtenSchema.safeParse(await store.redis.lrange(keys.audit, 0, -1));
      if (!written.success) throw new StoreFault("refused");
      // Skips entries of another version's shape.
      return written.data.flatMap((text) => readAs(timedSchema, text) ?? []);
    },
  };
}

import { z } from "zod";
import { type AuditEntry, auditSchema } from "@/lib/contract/admin";
import { adminPolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { type Store, StoreFault } from "@/lib/redis/store";
import { noteActScript } from "./note-act.lua";

/** What admins did: bounded in length and in time. */
export type AuditLog = {
  /** Dated by the store. To be called before the act itself, so that none goes unnoted. */
  note(act: Omit<AuditEntry, "at">): Promise<void>;
  /** Newest first. */
  read(): Promise<AuditEntry[]>;
};

const writtenSchema = z.array(z.string());
const timedSchema = z.looseObject({ at: z.number() });

export function createAuditLog({ store, keys }: { store: Store; keys: Keys }): AuditLog {
  const { auditEntries, auditKeptMs } = adminPolicy;
  return {
    note: async (act) => {
      const words = [JSON.stringify(act), String(auditEntries), String(auditKeptMs)];
      await store.run(noteActScript, [keys.audit], words, storePolicy.requestBudgetMs);
    },
    read: async () => {
      const written = writtenSchema.parse(await store.redis.lrange(keys.audit, 0, -1));
      const entries = written.map((text) => {
        const entry = timedSchema.parse(JSON.parse(text));
        return { ...entry, at: new Date(entry.at).toISOString() };
      });
      const parsed = auditSchema.safeParse({ entries });
      if (!parsed.success) throw new StoreFault("refused");
      return parsed.data.entries;
    },
  };
}

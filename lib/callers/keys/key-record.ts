import { z } from "zod";
import { type AccessKey, keyRoleSchema } from "@/lib/contract/admin/keys";

/** A key as stored. Times: ms. `digest`: of the whole key, keyed. */
export const keyRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: keyRoleSchema,
  priority: z.int().nullable(),
  share: z.int(),
  /** Records of earlier versions have none. */
  hourlyBudget: z.int().nullable().default(null),
  expiresAt: z.number().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
  digest: z.string(),
});
export type KeyRecord = z.infer<typeof keyRecordSchema>;

/** Returns the key as an admin sees it. `usedAt` and `now`: ms. */
export function shownKey(record: KeyRecord, usedAt: number | null, now: number): AccessKey {
  const { digest: _, expiresAt, createdAt, ...fields } = record;
  return {
    ...fields,
    expiresAt: isoOrNull(expiresAt),
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: isoOrNull(usedAt),
    status: isExpired(record, now) ? "expired" : "active",
  };
}

export function isExpired({ expiresAt }: Pick<KeyRecord, "expiresAt">, now: number): boolean {
  return expiresAt !== null && now >= expiresAt;
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

import { z } from "zod";
import { windowNameSchema } from "./quota";
import { secretSchema } from "./session";

/** Body of `POST /api/admin/session`. */
export const adminSessionRequestSchema = z.strictObject({ password: secretSchema });

/** Body of `POST /api/admin/breaker`. */
export const breakerActSchema = z.strictObject({
  window: windowNameSchema,
  action: z.enum(["hold", "release"]),
});
export type BreakerAct = z.infer<typeof breakerActSchema>;

/** Body of `POST /api/admin/quota`: 1 up to the configured limit, which takes the lowering back. */
export const limitActSchema = z.strictObject({ limit: z.int().min(1) });

/** What an admin can do, as the audit names it. */
export const adminActSchema = z.enum([
  "signed-in",
  "signed-out",
  "breaker-held",
  "breaker-released",
  "limit-lowered",
  "limit-restored",
  "ticket-cancelled",
  "cache-cleared",
]);
export type AdminAct = z.infer<typeof adminActSchema>;

export const auditEntrySchema = z.object({
  at: z.iso.datetime().meta({ description: "The store's clock" }),
  act: adminActSchema,
  target: z.string().meta({ description: "What it was done to, e.g. account, SPY or 12" }),
  session: z.string().meta({ description: "Whose session: opaque, the same for all its acts" }),
  deployment: z.string().meta({ description: "Where it was asked for" }),
  requestId: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /api/admin/audit`: newest first. */
export const auditSchema = z.object({ entries: z.array(auditEntrySchema) });
export type Audit = z.infer<typeof auditSchema>;

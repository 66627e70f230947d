import { z } from "zod";
import { windowNameSchema } from "@/lib/contract/quota/quota";
import { secretSchema } from "@/lib/contract/visitor/session";

/** Body of `POST /api/admin/session`. */
export const adminSessionRequestSchema = z.strictObject({ password: secretSchema });

/** Body of `POST /api/admin/breaker`. */
export const breakerActSchema = z
  .strictObject({
    window: windowNameSchema,
    action: z.enum(["hold", "release"]),
    minutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .optional()
      .meta({
        description: "Length of a pause, in minutes; null or missing: until calls are resumed",
      }),
  })
  .refine(({ action, minutes }) => action === "hold" || minutes === undefined, {
    path: ["minutes"],
    message: "Only a pause takes minutes.",
  });
export type BreakerAct = z.infer<typeof breakerActSchema>;

/**
 * Body of `POST /api/admin/quota`: 1 up to the configured limit, which removes the lowered limit.
 */
export const limitActSchema = z.strictObject({ limit: z.int().min(1) });

/** The acts of an admin, as named in the audit log. */
export const adminActSchema = z.enum([
  "signed-in",
  "signed-out",
  "breaker-held",
  "breaker-released",
  "limit-lowered",
  "limit-restored",
  "ticket-cancelled",
  "cache-cleared",
  "key-created",
  "key-changed",
  "key-revoked",
]);
export type AdminAct = z.infer<typeof adminActSchema>;

export const auditEntrySchema = z.object({
  at: z.iso.datetime().meta({ description: "By the store's clock" }),
  act: adminActSchema,
  target: z.string().meta({ description: "What was changed, e.g. account, SPY or 12" }),
  session: z
    .string()
    .meta({ description: "Session of the admin: opaque, the same for all its actions" }),
  deployment: z.string().meta({ description: "Deployment that received the request" }),
  requestId: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /api/admin/audit`: newest first. */
export const auditSchema = z.object({ entries: z.array(auditEntrySchema) });
export type Audit = z.infer<typeof auditSchema>;

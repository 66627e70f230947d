import { z } from "zod";
import { prioritySchema } from "@/lib/contract/queue/priority";

/** What a key may do: ask for data; the same for a whole deployment; read the metrics. */
export const keyRoleSchema = z.enum(["client", "deployment", "metrics"]);
export type KeyRole = z.infer<typeof keyRoleSchema>;

/** Visible characters and single spaces between them, so that a name reads the same everywhere. */
const PRINTABLE = /^[^\p{C}\p{Z}]+(?: [^\p{C}\p{Z}]+)*$/u;

const keyNameSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(PRINTABLE, "Use 1 to 60 printable characters, without spaces at the ends.")
  .meta({ description: "Name for people, 1 to 60 printable characters" });

const priorityField = prioritySchema
  .nullable()
  .meta({ description: "Most urgent priority it may request; null: the default of the resource" });
const shareField = z
  .int()
  .min(0)
  .meta({ description: "Upstream calls per window guaranteed while it has requests; 0: none" });
const budgetField = z.int().min(1).max(100_000).nullable().meta({
  description:
    "Upstream calls that it may cause in each hour of the clock; null: no limit. A key with one starts no scans",
});
const expiryField = z.iso
  .datetime()
  .nullable()
  .meta({ description: "Time from which it is refused; null: never" });

/** Body of `POST /api/admin/keys`. */
export const newKeySchema = z.strictObject({
  name: keyNameSchema,
  role: keyRoleSchema,
  priority: priorityField.default(null),
  share: shareField.default(0),
  hourlyBudget: budgetField.default(null),
  expiresAt: expiryField.default(null),
});
export type NewKey = z.infer<typeof newKeySchema>;

/** Body of `PATCH /api/admin/keys/{id}`: the fields to change. A key keeps its role. */
export const keyChangeSchema = z
  .strictObject({
    name: keyNameSchema.optional(),
    priority: priorityField.optional(),
    share: shareField.optional(),
    hourlyBudget: budgetField.optional(),
    expiresAt: expiryField.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: "Name at least one field to change.",
  });
export type KeyChange = z.infer<typeof keyChangeSchema>;

/** A key as an admin sees it, without its secret. */
export const accessKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: keyRoleSchema,
  priority: priorityField,
  share: shareField,
  hourlyBudget: budgetField,
  expiresAt: expiryField,
  createdAt: z.iso.datetime(),
  createdBy: z.string().meta({ description: "Admin session that created it" }),
  lastUsedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: "To the minute; null: not used yet" }),
  status: z.enum(["active", "expired"]),
});
export type AccessKey = z.infer<typeof accessKeySchema>;

/** `GET /api/admin/keys`: by name. */
export const accessKeysSchema = z.object({
  keys: z.array(accessKeySchema),
  sharesMost: z
    .int()
    .meta({ description: "Most that all shares may add up to: the limit without the reserve" }),
  keysMost: z.int(),
  isReadOnly: z.boolean(),
});
export type AccessKeysAnswer = z.infer<typeof accessKeysSchema>;

/** Answer of `POST /api/admin/keys`. */
export const createdKeySchema = accessKeySchema.extend({
  key: z.string().meta({ description: "The key itself. No other answer contains it" }),
});
export type CreatedKey = z.infer<typeof createdKeySchema>;

import { z } from "zod";
import { symbolResourceSchema } from "@/lib/contract/market/resource";
import { expirySchema, spanSchema } from "@/lib/contract/market/wanted";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { ticketSchema } from "./ticket";

/** Body of `POST /api/refresh`: refresh the selected symbols. Symbols are parsed one by one. */
export const refreshRequestSchema = z.strictObject({
  symbols: z.array(z.string()).min(1),
  resource: symbolResourceSchema.default("gex"),
  expiry: expirySchema.optional().meta({ description: "For resource curve; default combined" }),
  window: spanSchema.optional().meta({ description: "For resource history; default 180d" }),
});

export const refreshAnswerSchema = z.object({
  tickets: z.array(ticketSchema),
  fresh: z.array(snapshotSchema),
  rejected: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  duplicates: z
    .array(z.string())
    .meta({ description: "Symbols sent more than once; requested once" }),
  cost: z.int().min(0).meta({ description: "Upstream calls that the request will make" }),
  estimatedWaitSeconds: z.number().min(0).nullable().meta({ description: "null: unknown" }),
});
export type RefreshAnswer = z.infer<typeof refreshAnswerSchema>;

import { z } from "zod";
import { resourceSchema } from "./resource";
import { snapshotSchema } from "./snapshot";
import { ticketSchema } from "./ticket";
import { expirySchema, spanSchema } from "./wanted";

/** Body of `POST /api/refresh`: refresh the selected symbols. Symbols are parsed one by one. */
export const refreshRequestSchema = z.strictObject({
  symbols: z.array(z.string()).min(1),
  resource: resourceSchema.default("gex"),
  expiry: expirySchema.optional().meta({ description: "Of curves; combined without it" }),
  window: spanSchema.optional().meta({ description: "Of histories; 180d without it" }),
});

export const refreshAnswerSchema = z.object({
  tickets: z.array(ticketSchema),
  fresh: z.array(snapshotSchema),
  rejected: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  duplicates: z.array(z.string()).meta({ description: "Sent more than once, asked for once" }),
  cost: z.int().min(0).meta({ description: "Upstream calls this will make" }),
  estimatedWaitSeconds: z.number().min(0),
});
export type RefreshAnswer = z.infer<typeof refreshAnswerSchema>;

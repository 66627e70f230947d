import { z } from "zod";
import { resourceSchema } from "@/lib/contract/market/resource";
import { setupListSchema } from "@/lib/contract/market/setup-list";
import { symbolSchema } from "@/lib/contract/market/symbol";
import { expirySchema, spanSchema } from "@/lib/contract/market/wanted";
import { problemSchema } from "@/lib/contract/problem";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { laneSchema, prioritySchema } from "./priority";

/** One caller's place in the queue, as its owner sees it. `position` 1 is next. */
export const ticketSchema = z.object({
  ticket: z
    .string()
    .max(400)
    .meta({ description: "Opaque ID; only its caller can read the ticket" }),
  state: z.enum(["queued", "running", "completed", "failed", "expired"]),
  resource: resourceSchema,
  symbol: z
    .union([symbolSchema, setupListSchema])
    .meta({ description: "The symbol; for resource setups the name of the list" }),
  expiry: expirySchema.optional().meta({ description: "For resource curve" }),
  window: spanSchema.optional().meta({ description: "For resource history" }),
  priority: prioritySchema,
  lane: laneSchema,
  position: z
    .int()
    .min(0)
    .meta({ description: "Position in the queue: 1 is next; 0 is running or ended" }),
  ahead: z.int().min(0).meta({ description: "Jobs that run before this job" }),
  estimatedWaitSeconds: z
    .number()
    .min(0)
    .nullable()
    .meta({ description: "null: unknown; waitReason says why" }),
  waitReason: z
    .string()
    .nullable()
    .meta({ description: "Why the wait is unknown; null: it is known" }),
  stale: snapshotSchema.nullable().meta({ description: "The last cached copy, while waiting" }),
  snapshot: snapshotSchema.optional(),
  problem: problemSchema.optional(),
});
export type Ticket = z.infer<typeof ticketSchema>;

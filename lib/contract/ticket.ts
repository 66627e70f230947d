import { z } from "zod";
import { laneSchema, prioritySchema } from "./priority";
import { problemSchema } from "./problem";
import { resourceSchema } from "./resource";
import { snapshotSchema } from "./snapshot";
import { symbolSchema } from "./symbol";
import { expirySchema, spanSchema } from "./wanted";

/** One caller's place in line, as its holder sees it. `position` 1 is next. */
export const ticketSchema = z.object({
  ticket: z.string().max(400).meta({ description: "Opaque id; only its caller can read it" }),
  state: z.enum(["queued", "running", "completed", "failed", "expired"]),
  resource: resourceSchema,
  symbol: symbolSchema,
  expiry: expirySchema.optional().meta({ description: "Of a curve" }),
  window: spanSchema.optional().meta({ description: "Of a history" }),
  priority: prioritySchema,
  lane: laneSchema,
  position: z.int().min(0).meta({ description: "1 is next; 0 once it is running or ended" }),
  ahead: z.int().min(0).meta({ description: "Jobs that go before this one" }),
  estimatedWaitSeconds: z.number().min(0),
  stale: snapshotSchema.nullable().meta({ description: "The last copy, while waiting" }),
  snapshot: snapshotSchema.optional(),
  problem: problemSchema.optional(),
});
export type Ticket = z.infer<typeof ticketSchema>;

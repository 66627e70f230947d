import { z } from "zod";
import { ticketSchema } from "./ticket";

/** `GET /api/queue-status` */
export const queueStatusSchema = z.object({
  queueSize: z.int().min(0),
  callsThisMinute: z.int().min(0),
  remainingQuota: z.int().min(0),
  circuitBreakerActive: z.boolean(),
  estimatedWaitSeconds: z.number().min(0).nullable().meta({ description: "null: unknown" }),
  lanes: z.object({
    interactive: z.int().min(0),
    standard: z.int().min(0),
    batch: z.int().min(0),
  }),
  mine: z.array(ticketSchema),
});
export type QueueStatus = z.infer<typeof queueStatusSchema>;

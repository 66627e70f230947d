import { z } from "zod";
import { laneSchema, prioritySchema } from "@/lib/contract/queue/priority";
import { windowNameSchema } from "@/lib/contract/quota/quota";

const count = z.int().min(0);
const seconds = z.number().min(0);
const moment = z.iso.datetime();

/** What a call is for. */
export const calledName = z
  .string()
  .meta({ description: "The symbol; for endpoint setups the name of the list" });

/** A caller as an admin sees it: opaque and stable. It reveals no cookie, key or address. */
export const callerShape = {
  caller: z
    .string()
    .meta({ description: "Opaque and stable; `others` for all callers that are not listed" }),
  label: z.string().meta({ description: "Name for people, e.g. Browser 7f3a2c" }),
};

export const slotSchema = z.object({
  grantedAt: moment,
  freesAt: moment.meta({
    description: "When the slot frees; an estimate while the call is in flight",
  }),
  isCertain: z.boolean().meta({ description: "False while freesAt can still change" }),
  ...callerShape,
  endpoint: z.string(),
  symbol: calledName,
  window: windowNameSchema.meta({ description: "Most specific window that the call counts in" }),
  state: z.enum(["under-way", "arrived", "unknown"]),
});
export type Slot = z.infer<typeof slotSchema>;

/** Why a job is not called now. */
export const holdupSchema = z.enum([
  "nothing",
  "under-way",
  "breaker",
  "no-deployment",
  "lost-writes",
  "window-full",
  "reserve",
  "pacing",
  "spacing",
  "line",
]);

const lineTicketSchema = z.object({
  ticket: z.string().meta({ description: "For DELETE /api/admin/tickets/{id}" }),
  ...callerShape,
  lane: laneSchema,
  leaseEndsAt: moment.meta({ description: "When the ticket expires unless it is read" }),
});

/** One job of the queue, in the order of the coming calls. */
export const lineRowSchema = z.object({
  position: count.meta({ description: "1 is next; 0 is in flight" }),
  endpoint: z.string(),
  symbol: calledName,
  priority: prioritySchema,
  lane: laneSchema,
  window: windowNameSchema,
  tries: count.meta({ description: "Upstream calls made for the job so far" }),
  score: z.object({
    dueAt: moment.meta({
      description: "When the job is due: due jobs go first, the earliest of them first",
    }),
    enteredAt: moment,
    prioritySeconds: seconds.meta({ description: "Added by the priority" }),
    turnSeconds: z
      .number()
      .meta({ description: "Added by the caller's other jobs; negative when moved forward" }),
    sentence: z.string().meta({ description: "The calculation in words" }),
  }),
  estimatedWaitSeconds: seconds.nullable().meta({ description: "null: unknown; see why" }),
  holdup: holdupSchema,
  why: z.string().meta({ description: "Why the job waits, in a sentence" }),
  tickets: z.array(lineTicketSchema),
});
export type LineRow = z.infer<typeof lineRowSchema>;

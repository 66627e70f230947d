import { z } from "zod";
import { laneSchema, prioritySchema } from "./priority";
import { windowNameSchema } from "./quota";

const count = z.int().min(0);
const seconds = z.number().min(0);
const moment = z.iso.datetime();

/** A caller as an admin sees it: opaque and stable, no cookie, key or address can be told from it. */
export const callerShape = {
  caller: z
    .string()
    .meta({ description: "Opaque and stable; `others` for all who are not listed" }),
  label: z.string().meta({ description: "The same for people, e.g. Browser 7f3a2c" }),
};

export const slotSchema = z.object({
  grantedAt: moment,
  freesAt: moment.meta({ description: "When it frees; likely, while the call is under way" }),
  isCertain: z.boolean().meta({ description: "Whether freesAt can still change" }),
  ...callerShape,
  endpoint: z.string(),
  symbol: z.string(),
  window: windowNameSchema.meta({ description: "The most specific window it counts in" }),
  state: z.enum(["under-way", "arrived", "unknown"]),
});
export type Slot = z.infer<typeof slotSchema>;

/** What keeps a job from being called now. */
export const holdupSchema = z.enum([
  "nothing",
  "under-way",
  "breaker",
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
  leaseEndsAt: moment.meta({ description: "It leaves then unless somebody looks at it" }),
});

/** One job of the line, in the order in which they will be called. */
export const lineRowSchema = z.object({
  position: count.meta({ description: "1 is next; 0 under way" }),
  endpoint: z.string(),
  symbol: z.string(),
  priority: prioritySchema,
  lane: laneSchema,
  window: windowNameSchema,
  tries: count.meta({ description: "Calls made for it so far" }),
  score: z.object({
    dueAt: moment.meta({ description: "The score: the lowest goes first" }),
    enteredAt: moment,
    prioritySeconds: seconds.meta({ description: "What its priority adds" }),
    turnSeconds: z
      .number()
      .meta({ description: "What its caller's other jobs add; less than 0 when moved forward" }),
    sentence: z.string().meta({ description: "The sum, in words" }),
  }),
  estimatedWaitSeconds: seconds,
  holdup: holdupSchema,
  why: z.string().meta({ description: "What it waits for, in a sentence" }),
  tickets: z.array(lineTicketSchema),
});
export type LineRow = z.infer<typeof lineRowSchema>;

import { z } from "zod";

const seconds = z.number().min(0);

/** A window's name, declared by its vendor's adapter. */
export const windowNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,23}$/);
export type WindowName = z.infer<typeof windowNameSchema>;

const breakerSchema = z.object({
  state: z.enum(["closed", "open", "half-open", "held"]),
  reason: z.string().nullable(),
  retryInSeconds: seconds
    .nullable()
    .meta({ description: "null: paused by an admin without an end time" }),
});

const windowStatusSchema = z.object({
  name: windowNameSchema,
  label: z.string().meta({ description: "For people, e.g. curves" }),
  charged: z.string().meta({ description: "For people: which calls count in the window" }),
  limit: z.int(),
  windowSeconds: seconds.meta({
    description: "Length of the window; approximate for a calendar window",
  }),
  period: z
    .enum(["day", "month"])
    .nullable()
    .meta({ description: "For a calendar window; null: rolling window" }),
  used: z.int(),
  resetsAt: z.iso.datetime().nullable().meta({
    description: "When a calendar window has certainly begun again; null: rolling window",
  }),
  breaker: breakerSchema,
});
export type WindowStatus = z.infer<typeof windowStatusSchema>;

/** The current shared quota: `GET /api/rate-limit-status`, and part of every snapshot. */
export const quotaSchema = z.object({
  limit: z.int(),
  windowSeconds: seconds,
  used: z.int(),
  remaining: z.int(),
  low: z.boolean().meta({ description: "True when less than 25% of the limit remains" }),
  nextSlotInSeconds: seconds
    .nullable()
    .meta({ description: "0 when a call could start now; null: unknown" }),
  slotsFreeInSeconds: z
    .array(seconds)
    .meta({ description: "When each used slot frees, soonest first" }),
  health: z.enum(["healthy", "rate_limited", "down", "unknown"]),
  healthReason: z
    .string()
    .nullable()
    .meta({ description: "Reason in a sentence; null when healthy" }),
  healthSince: z.iso
    .datetime()
    .nullable()
    .meta({ description: "Since when calls are stopped; null when healthy or unknown" }),
  breaker: breakerSchema,
  refusedKeyUntil: z.iso.datetime().nullable().meta({
    description: "When the rejected API key of this deployment is retried; null: the key is in use",
  }),
  windows: z
    .array(windowStatusSchema)
    .meta({ description: "Every window of this upstream, the main one first" }),
  market: z.object({
    state: z.enum(["pre", "open", "after", "closed"]),
    nextChangeAt: z.iso.datetime().nullable().meta({ description: "null: never" }),
  }),
  store: z.enum(["upstash", "redis", "embedded"]),
  upstream: z
    .enum(["v1", "v2", "demo", "primary"])
    .meta({ description: "primary: another deployment makes the calls" }),
  primary: z
    .object({
      host: z.string(),
      upstream: z
        .enum(["v1", "v2", "demo"])
        .nullable()
        .meta({ description: "null: not known yet" }),
    })
    .optional()
    .meta({ description: "On a secondary: the deployment whose quota this is" }),
  outsideUsage: z.boolean(),
  deployment: z.string(),
});
export type Quota = z.infer<typeof quotaSchema>;

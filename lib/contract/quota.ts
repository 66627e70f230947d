import { z } from "zod";

const seconds = z.number().min(0);

/** What a call charges: the account's window, and at most one other that is more specific. */
export const windowNameSchema = z.enum(["account", "realtime", "expensive"]);
export type WindowName = z.infer<typeof windowNameSchema>;

const breakerSchema = z.object({
  state: z.enum(["closed", "open", "half-open", "held"]),
  reason: z.string().nullable(),
  retryInSeconds: seconds,
});

const windowStatusSchema = z.object({
  name: windowNameSchema,
  limit: z.int(),
  windowSeconds: seconds,
  used: z.int(),
  breaker: breakerSchema,
});

/** The shared quota as it stands: `GET /api/rate-limit-status`, and part of every snapshot. */
export const quotaSchema = z.object({
  limit: z.int(),
  windowSeconds: seconds,
  used: z.int(),
  remaining: z.int(),
  low: z.boolean().meta({ description: "Under a quarter of the limit remains" }),
  nextSlotInSeconds: seconds.meta({ description: "0 when a call could go now" }),
  slotsFreeInSeconds: z
    .array(seconds)
    .meta({ description: "When each used slot frees, soonest first" }),
  health: z.enum(["healthy", "rate_limited", "down", "unknown"]),
  healthReason: z
    .string()
    .nullable()
    .meta({ description: "Why, in a sentence; null when healthy" }),
  healthSince: z.iso
    .datetime()
    .nullable()
    .meta({ description: "Since when calls are kept back; null when healthy, or not known" }),
  breaker: breakerSchema,
  windows: z.array(windowStatusSchema),
  market: z.object({
    state: z.enum(["pre", "open", "after", "closed"]),
    nextChangeAt: z.iso.datetime().nullable().meta({ description: "null: never" }),
  }),
  store: z.enum(["upstash", "redis", "embedded"]),
  upstream: z.enum(["v1", "v2", "demo", "primary"]),
  outsideUsage: z.boolean(),
  deployment: z.string(),
});
export type Quota = z.infer<typeof quotaSchema>;

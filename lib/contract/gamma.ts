import { z } from "zod";
import { expirationGroupSchema } from "./expirations-data";
import { missingSchema } from "./input";
import { keyLevelsSchema, levelSchema } from "./key-levels";
import { regimeSchema } from "./regime";

const fraction = z.number().min(0).max(1);
const asOf = z.iso.datetime().meta({ description: "The upstream's own time of the expirations" });
const unavailable = z.object({ state: z.literal("unavailable"), missing: missingSchema });

const groupSchema = z.object({
  expiration: expirationGroupSchema,
  alike: z
    .array(expirationGroupSchema)
    .meta({ description: "Other groups that are the same expiration, counted here and only here" }),
});

const shareSchema = groupSchema.extend({ share: fraction });
export type GroupShare = z.infer<typeof shareSchema>;

/** How much of the gamma expires together. */
export const concentrationSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.enum(["concentrated", "spread"]).meta({
      description: "concentrated: the nearest expiration's share reaches the limit",
    }),
    shares: z
      .array(shareSchema)
      .meta({ description: "Of the |gamma| of all groups, as fractions; soonest first" }),
    nearestShare: fraction,
    limit: fraction.meta({ description: "From here on it counts as concentrated" }),
    largest: expirationGroupSchema.meta({ description: "The group with the largest share" }),
    nearestExpiration: z.iso
      .date()
      .nullable()
      .meta({ description: "As the headline dates it; null: not told" }),
    daysToNearest: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: "Calendar days from the headline's own day in New York" }),
    asOf,
  }),
  unavailable,
]);
export type Concentration = z.infer<typeof concentrationSchema>;

/** What is left of the gamma as each group of expirations goes by, were nothing traded anew. */
export const weekDecaySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("read"),
    steps: z
      .array(
        groupSchema.extend({
          leaves: fraction.meta({ description: "Part of today's |gamma| that expires with it" }),
          remains: fraction.meta({ description: "Part of today's |gamma| that is left after it" }),
        }),
      )
      .meta({ description: "Soonest first" }),
    weekLeaves: fraction.meta({
      description: "Part that expires with the nearest and the first weekly expirations",
    }),
    asOf,
  }),
  unavailable,
]);
export type WeekDecay = z.infer<typeof weekDecaySchema>;

/**
 * Walls of each group of expirations. The upstream tells these by net gamma only: the call wall is
 * the strike at or above spot with the most positive, the put wall that at or below it with the
 * most negative net gamma. They need not be those of the curve, which go by calls and puts.
 */
export const wallsByExpirySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("read"),
    groups: z.array(
      z.object({
        expiration: expirationGroupSchema,
        isTold: z.boolean().meta({ description: "False: the upstream tells no strike of it" }),
        callWall: levelSchema,
        putWall: levelSchema,
      }),
    ),
    asOf,
  }),
  unavailable,
]);
export type WallsByExpiry = z.infer<typeof wallsByExpirySchema>;

/** What `GET /api/gamma/{symbol}` reads from the parts at hand. Estimates, no advice. */
export const gammaReadingSchema = z.object({
  regime: regimeSchema,
  levels: keyLevelsSchema,
  concentration: concentrationSchema,
  weekDecay: weekDecaySchema,
  wallsByExpiry: wallsByExpirySchema,
});
export type GammaReading = z.infer<typeof gammaReadingSchema>;

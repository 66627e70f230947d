import { z } from "zod";
import { expirationGroupSchema } from "./expirations-data";
import { missingSchema } from "./input";
import { keyLevelsSchema, wallSchema } from "./key-levels";
import { regimeSchema } from "./regime";

const fraction = z.number().min(0).max(1);
const asOf = z.iso.datetime().meta({ description: "Upstream timestamp of the expirations" });
const unavailable = z.object({ state: z.literal("unavailable"), missing: missingSchema });

const date = z.iso.date().nullable().meta({ description: "Date of the expiration; null: unknown" });

const groupSchema = z.object({
  expiration: expirationGroupSchema,
  date,
  alike: z
    .array(expirationGroupSchema)
    .meta({ description: "Other groups that are the same expiration; counted only here" }),
});

const shareSchema = groupSchema.extend({ share: fraction });
export type GroupShare = z.infer<typeof shareSchema>;

/** How much gamma expires together. */
export const concentrationSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.enum(["concentrated", "spread"]).meta({
      description: "concentrated: the share of the nearest expiration reaches the limit",
    }),
    shares: z
      .array(shareSchema)
      .meta({ description: "Shares of the |gamma| of all groups, as fractions; soonest first" }),
    nearestShare: fraction.meta({
      description: "Share of |gamma| by strike; the summary's own share is of net GEX",
    }),
    limit: fraction.meta({ description: "Share from which gamma counts as concentrated" }),
    largest: expirationGroupSchema.meta({ description: "The group with the largest share" }),
    nearestExpiration: z.iso.date().nullable().meta({
      description: "Date of the nearest expiration; null: not reported",
    }),
    daysToNearest: z.int().min(0).nullable().meta({
      description:
        "Calendar days from today in New York, when this was answered; null: no date, or passed",
    }),
    asOf,
  }),
  unavailable,
]);
export type Concentration = z.infer<typeof concentrationSchema>;

/** The gamma left after each group of expirations, without new trades. */
export const weekDecaySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("read"),
    steps: z
      .array(
        groupSchema.extend({
          leaves: fraction.meta({
            description: "Share of today's |gamma| that expires with the group",
          }),
          remains: fraction.meta({
            description: "Share of today's |gamma| that is left after the group",
          }),
        }),
      )
      .meta({ description: "Soonest first" }),
    weekLeaves: fraction.meta({
      description: "Share that expires with the nearest and first weekly expirations",
    }),
    asOf,
  }),
  unavailable,
]);
export type WeekDecay = z.infer<typeof weekDecaySchema>;

/**
 * Walls of each group of expirations, by net gamma, the only gamma the upstream reports for them.
 * The call wall is the strike at or above spot with the most positive net gamma. The put wall is
 * the strike at or below spot with the most negative one. They may differ from the curve's walls,
 * which use calls and puts.
 */
export const wallsByExpirySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("read"),
    groups: z.array(
      z.object({
        expiration: expirationGroupSchema,
        date,
        isReported: z
          .boolean()
          .meta({ description: "False: the upstream reports no strikes of the group" }),
        callWall: wallSchema,
        putWall: wallSchema,
      }),
    ),
    asOf,
  }),
  unavailable,
]);
export type WallsByExpiry = z.infer<typeof wallsByExpirySchema>;

/** `GET /api/gamma/{symbol}`: calculated from the available parts. Estimates, not advice. */
export const gammaReadingSchema = z.object({
  regime: regimeSchema,
  levels: keyLevelsSchema,
  concentration: concentrationSchema,
  weekDecay: weekDecaySchema,
  wallsByExpiry: wallsByExpirySchema,
});
export type GammaReading = z.infer<typeof gammaReadingSchema>;

import { z } from "zod";
import { figure } from "./figure";

/** The upstream tells expirations by these groups, without their dates; all_other is the rest. */
export const expirationGroupSchema = z.enum([
  "nearest",
  "first_weekly",
  "first_monthly",
  "all_other",
]);
export type ExpirationGroup = z.infer<typeof expirationGroupSchema>;

const groupSchema = z.object({
  expiration: expirationGroupSchema,
  absoluteGamma: figure.meta({
    description:
      "Sum of |gamma| over the strikes, in the upstream's own unit, which it does not state: to be compared within this answer only",
  }),
  share: figure.meta({
    description:
      "Part of the |gamma| of all groups that expires here, as a fraction; null: not known, or counted with the group of sameAs",
  }),
  sameAs: expirationGroupSchema.nullable().meta({
    description:
      "An earlier group with the same gamma at every strike: they are one expiration, counted once, there",
  }),
});

const gamma = figure.meta({ description: "Gamma at this strike, in the upstream's own unit" });

const strikeSchema = z.object({
  strike: z.number().positive().meta({ description: "$" }),
  nearest: gamma,
  first_weekly: gamma,
  first_monthly: gamma,
  all_other: gamma,
});
export type ExpirationsStrike = z.infer<typeof strikeSchema>;

/** When gamma expires: by group of expirations, and by strike within each. */
export const expirationsDataSchema = z.object({
  spot: figure.meta({ description: "Price of the underlying, $" }),
  expirations: z.array(groupSchema).meta({ description: "Every group once, soonest first" }),
  addsUp: z.boolean().nullable().meta({
    description:
      "Whether the groups, each expiration once, come to the upstream's own total at the strikes; if not, no share is known; null: there is no total to compare with",
  }),
  strikes: z.array(strikeSchema).meta({ description: "Ascending; each strike once" }),
  strikesLeftOut: z
    .int()
    .min(0)
    .meta({ description: "Strikes farthest from spot that the upstream sent and are not kept" }),
});
export type ExpirationsData = z.infer<typeof expirationsDataSchema>;

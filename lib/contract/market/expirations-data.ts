import { z } from "zod";
import { figure } from "./figure";

/** The upstream reports expirations in these groups. all_other is the rest. */
export const expirationGroupSchema = z.enum([
  "nearest",
  "first_weekly",
  "first_monthly",
  "all_other",
]);
export type ExpirationGroup = z.infer<typeof expirationGroupSchema>;

const groupSchema = z.object({
  expiration: expirationGroupSchema,
  date: z.iso
    .date()
    .nullable()
    .default(null)
    .meta({ description: "Date of the expiration; null for all_other, or when not reported" }),
  absoluteGamma: figure.meta({
    description:
      "Sum of |gamma| over the strikes, in the upstream's undocumented unit: compare within this response only",
  }),
  share: figure.meta({
    description:
      "Share of the |gamma| of all groups that expires here, as a fraction; null: unknown, or counted with the group of sameAs",
  }),
  sameAs: expirationGroupSchema.nullable().meta({
    description:
      "An earlier group with the same date, or with the same gamma at every strike: one expiration, counted there",
  }),
});

const gamma = figure.meta({
  description: "Gamma at this strike, in the upstream's undocumented unit",
});

const strikeSchema = z.object({
  strike: z.number().positive().meta({ description: "$" }),
  nearest: gamma,
  first_weekly: gamma,
  first_monthly: gamma,
  all_other: figure.meta({
    description:
      "The total at this strike minus the groups above, each expiration once; as sent where the upstream reports no total",
  }),
});
export type ExpirationsStrike = z.infer<typeof strikeSchema>;

/** Gamma by expiration: by group of expirations, and by strike within each. */
export const expirationsDataSchema = z.object({
  spot: figure.meta({ description: "Price of the underlying, $" }),
  expirations: z.array(groupSchema).meta({ description: "Every group once, soonest first" }),
  addsUp: z.boolean().nullable().meta({
    description:
      "Whether the groups add up to the upstream's total at the strikes; if not, no share is known; null: the upstream reports no total that could be compared",
  }),
  strikes: z.array(strikeSchema).meta({ description: "Ascending; each strike once" }),
  strikesLeftOut: z
    .int()
    .min(0)
    .meta({ description: "Number of strikes farthest from spot that were dropped" }),
});
export type ExpirationsData = z.infer<typeof expirationsDataSchema>;

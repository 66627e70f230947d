import { z } from "zod";
import { figure } from "./figure";
import { expirySchema } from "./wanted";

const gex = (of: string) =>
  figure.meta({ description: `Gamma exposure ${of} at this strike, $ per 1% move` });

const strikeSchema = z.object({
  strike: z.number().positive().meta({ description: "$" }),
  callGex: gex("of calls"),
  putGex: gex("of puts, negative: offsets call gamma"),
  netGex: gex("of calls and puts"),
  callOpenInterest: figure.meta({
    description: "Contracts; null where the API does not report it",
  }),
  putOpenInterest: figure.meta({ description: "Contracts; null where the API does not report it" }),
});
export type CurveStrike = z.infer<typeof strikeSchema>;

/** Gamma exposure by strike, of one expiry or of all combined. Missing is null, never a default. */
export const curveDataSchema = z.object({
  expiry: expirySchema.meta({
    description: "The requested expiry. combined: all expirations, the only choice on v1",
  }),
  expiration: z.iso
    .date()
    .nullable()
    .meta({ description: "Date of the expiration; null when combined or not reported" }),
  spot: figure.meta({ description: "Price of the underlying, $" }),
  netGex: figure.meta({
    description: "Total of the curve as reported by the upstream, $ per 1% move",
  }),
  flip: figure.meta({ description: "Gamma flip price, $, as reported by the upstream" }),
  strikes: z.array(strikeSchema).meta({ description: "Ascending; each strike once" }),
  strikesLeftOut: z
    .int()
    .min(0)
    .meta({ description: "Number of strikes farthest from spot that were dropped" }),
});
export type CurveData = z.infer<typeof curveDataSchema>;

import { z } from "zod";
import { figure } from "./figure";
import { expirySchema } from "./wanted";

const gex = (of: string) =>
  figure.meta({ description: `Gamma exposure ${of} at this strike, $ per 1 % move` });

const strikeSchema = z.object({
  strike: z.number().positive().meta({ description: "$" }),
  callGex: gex("of calls"),
  putGex: gex("of puts, negative: it takes away from that of calls"),
  netGex: gex("of both"),
  callOpenInterest: figure.meta({ description: "Contracts; null where the API does not tell" }),
  putOpenInterest: figure.meta({ description: "Contracts; null where the API does not tell" }),
});
export type CurveStrike = z.infer<typeof strikeSchema>;

/** Gamma exposure by strike, of one expiry or of all together. Missing is null, never a default. */
export const curveDataSchema = z.object({
  expiry: expirySchema.meta({ description: "What was asked for" }),
  expiration: z.iso
    .date()
    .nullable()
    .meta({ description: "The one expiration it is of; null when combined, or not told" }),
  spot: figure.meta({ description: "Price of the underlying, $" }),
  netGex: figure.meta({
    description: "Total of the curve as the upstream gives it, $ per 1 % move",
  }),
  flip: figure.meta({ description: "Gamma flip price, $, as the upstream gives it" }),
  strikes: z.array(strikeSchema).meta({ description: "Ascending; each strike once" }),
  strikesLeftOut: z
    .int()
    .min(0)
    .meta({ description: "Strikes farthest from spot that the upstream sent and are not kept" }),
});
export type CurveData = z.infer<typeof curveDataSchema>;

import { z } from "zod";
import { figure } from "./figure";
import { symbolSchema } from "./symbol";

export const setupDirectionSchema = z.enum(["long", "short", "neutral"]);

const setupSchema = z.object({
  symbol: symbolSchema,
  opportunityScore: figure.meta({ description: "The upstream's own score, 0 to 10" }),
  direction: setupDirectionSchema
    .nullable()
    .meta({ description: "The upstream's own recommendation; null: not reported" }),
  price: figure.meta({ description: "$" }),
  ivRank: figure.meta({ description: "0 to 100" }),
});
export type Setup = z.infer<typeof setupSchema>;

/** A list of symbols that the upstream chose: its top setups, or the result of one screener. */
export const setupsDataSchema = z.object({
  setups: z.array(setupSchema).meta({ description: "In the upstream's order; each symbol once" }),
  unreadableRows: z.int().min(0).meta({ description: "Rows without a readable symbol; left out" }),
  duplicateRows: z
    .int()
    .min(0)
    .meta({ description: "Rows with a symbol that an earlier row has; left out" }),
  setupsLeftOut: z.int().min(0).meta({ description: "Symbols beyond the limit; left out" }),
});
export type SetupsData = z.infer<typeof setupsDataSchema>;

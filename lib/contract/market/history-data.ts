import { z } from "zod";
import { figure, laterFigure } from "./figure";
import { spanSchema } from "./wanted";

const pointSchema = z.object({
  at: z
    .union([z.iso.datetime(), z.iso.date()])
    .meta({ description: "Upstream timestamp of the point, or its date" }),
  spot: figure.meta({ description: "Price of the underlying, $" }),
  netGex: figure.meta({ description: "Net gamma exposure, $ per 1% move" }),
  flip: figure.meta({ description: "Gamma flip price, $" }),
  impliedVolatility: figure.meta({
    description: "Implied volatility (ATM, annualized), as a fraction",
  }),
  ivRank: figure.meta({ description: "Implied volatility rank, 0 to 100" }),
  putCallRatioOpenInterest: figure.meta({ description: "Put open interest / call open interest" }),
  putCallVolatilityRatio: laterFigure.meta({
    description:
      "25Δ put implied volatility / 25Δ call implied volatility; null where the API does not report it",
  }),
});
export type HistoryPoint = z.infer<typeof pointSchema>;

/** The summary's values by day. Missing is null, never a default. */
export const historyDataSchema = z.object({
  window: spanSchema.meta({ description: "The requested window, in calendar days or years" }),
  points: z.array(pointSchema).min(1).meta({ description: "Ascending, about one per trading day" }),
});
export type HistoryData = z.infer<typeof historyDataSchema>;

import { z } from "zod";
import { figure } from "./figure";

/** What the headline call tells of one symbol. Missing is null, never a default. */
export const gexDataSchema = z.object({
  spot: figure.meta({ description: "Price of the underlying, $" }),
  netGex: figure.meta({
    description: "Net gamma exposure, $ per 1 % move; negative: dealers amplify moves",
  }),
  flip: figure.meta({ description: "Gamma flip price, $; null when the upstream has none" }),
  flipDistancePercent: figure.meta({
    description: "(flip - spot) / spot * 100; negative: the flip is below spot",
  }),
  impliedVolatility: figure.meta({ description: "Implied volatility a year, as a fraction" }),
  ivRank: figure.meta({ description: "Implied volatility rank, 0 to 100" }),
  putCallRatioOpenInterest: figure.meta({ description: "Put open interest / call open interest" }),
  putCallRatioVolume: figure.meta({ description: "Put volume / call volume" }),
  putCallVolumeFromYesterday: z
    .boolean()
    .nullable()
    .meta({ description: "True when the volume ratio is still yesterday's" }),
  putCallVolatilityRatio: figure.meta({
    description:
      "Implied volatility of puts / of calls, both at a delta of 0.25; over 1: puts are dearer",
  }),
  nearestExpiration: z.iso.date().nullable(),
  nearestExpirationGex: figure.meta({
    description: "Gamma exposure expiring at the nearest expiration, $ per 1 % move",
  }),
  nearestExpirationShare: figure.meta({
    description: "Share of gamma that expires at the nearest expiration, as a fraction",
  }),
  maxGammaStrike: figure.meta({ description: "Strike with the most gamma, $" }),
  averageVolume: figure.meta({ description: "Average daily volume, shares" }),
  expectedMoveOneDayPercent: figure.meta({ description: "One-sigma move in a day, percent" }),
  expectedMoveOneWeekPercent: figure.meta({ description: "One-sigma move in a week, percent" }),
});
export type GexData = z.infer<typeof gexDataSchema>;

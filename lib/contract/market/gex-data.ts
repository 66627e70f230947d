import { z } from "zod";
import { figure, laterFigure } from "./figure";

/** The summary of one symbol. Missing is null, never a default. */
export const gexDataSchema = z.object({
  spot: figure.meta({ description: "Price of the underlying, $" }),
  netGex: figure.meta({
    description: "Net gamma exposure, $ per 1% move; negative: dealers amplify moves",
  }),
  flip: figure.meta({ description: "Gamma flip price, $; null when not reported" }),
  flipDistancePercent: figure.meta({
    description: "(flip - spot) / spot * 100; negative: the flip is below spot",
  }),
  impliedVolatility: figure.meta({
    description: "Implied volatility (ATM, annualized), as a fraction",
  }),
  ivRank: figure.meta({ description: "Implied volatility rank, 0 to 100" }),
  putCallRatioOpenInterest: figure.meta({ description: "Put open interest / call open interest" }),
  putCallRatioVolume: figure.meta({ description: "Put volume / call volume" }),
  putCallVolumeFromYesterday: z
    .boolean()
    .nullable()
    .meta({ description: "True while the volume ratio is from the day before" }),
  putCallVolatilityRatio: figure.meta({
    description:
      "25Δ put implied volatility / 25Δ call implied volatility; above 1: puts are richer",
  }),
  nearestExpiration: z.iso.date().nullable(),
  nearestExpirationGex: figure.meta({
    description: "Gamma exposure in the nearest expiration, $ per 1% move",
  }),
  nearestExpirationShare: figure.meta({
    description: "Share of gamma in the nearest expiration, as a fraction",
  }),
  maxGammaStrike: figure.meta({ description: "Max gamma strike, $" }),
  averageVolume: figure.meta({ description: "Average daily volume, shares" }),
  expectedMoveOneDayPercent: figure.meta({ description: "1-day expected move (±1σ), percent" }),
  expectedMoveOneWeekPercent: figure.meta({
    description: "1-week expected move (±1σ, 5 trading days), percent",
  }),
  expectedMoveThirtyDaysPercent: laterFigure.meta({
    description: "30-day expected move (±1σ, 21 trading days), percent",
  }),
  expectedMoveThirtyDaysLow: laterFigure.meta({ description: "Price 1σ below spot in 30 days, $" }),
  expectedMoveThirtyDaysHigh: laterFigure.meta({
    description: "Price 1σ above spot in 30 days, $",
  }),
  realizedVolatility: laterFigure.meta({
    description: "Realized volatility of the last 20 days, annualized, as a fraction",
  }),
  callOpenInterest: laterFigure.meta({ description: "Open interest of all calls, contracts" }),
  putOpenInterest: laterFigure.meta({ description: "Open interest of all puts, contracts" }),
  putCallRatioChange30Days: laterFigure.meta({
    description: "Put/call ratio (open interest) now minus 30 days earlier",
  }),
  putCallRatioChange60Days: laterFigure.meta({
    description: "Put/call ratio (open interest) now minus 60 days earlier",
  }),
  volatilitySpread: laterFigure.meta({
    description:
      "Implied volatility 1σ below spot minus 1σ above, as a fraction; above 0: puts are richer",
  }),
  volatilitySpreadBaseline: laterFigure.meta({
    description: "The symbol's own baseline of volatilitySpread, as a fraction",
  }),
  callPutDeltaSpread: laterFigure.meta({
    description:
      "Delta of the call 1σ above spot minus delta of the put 1σ below, about 30 days to expiration; above 0: demand leans to calls",
  }),
  gexVolumeRatio: laterFigure.meta({
    description:
      "GEX in shares / average daily volume in shares: the size of GEX, comparable across symbols",
  }),
  isChainUsable: z.boolean().nullable().default(null).meta({
    description: "False: the upstream flags the option chain behind these values as faulty",
  }),
  rating: z.int().min(1).max(5).nullable().default(null).meta({
    description:
      "The upstream's own rating: 5 Bullish, 4 Hold, 3 Avoid, 2 Wait, 1 Bearish; its words, not advice",
  }),
});
export type GexData = z.infer<typeof gexDataSchema>;

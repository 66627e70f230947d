import { z } from "zod";
import { figure } from "./figure";
import { inputSchema, originSchema } from "./input";

/** A price level and its distance from spot. */
export const levelSchema = z.object({
  price: figure.meta({ description: "$; null: missing or not reported" }),
  distance: figure.meta({ description: "price - spot, $; negative: the level is below spot" }),
  distancePercent: figure.meta({ description: "(price - spot) / spot * 100" }),
  ...originSchema.shape,
});
export type Level = z.infer<typeof levelSchema>;

const standingSchema = z.enum(["in-reach", "out-of-reach", "broken"]).nullable().meta({
  description:
    "broken: spot has passed the wall; out-of-reach: beyond twice the 1-week expected move; null: unknown without spot, wall or that move",
});
export type WallStanding = z.infer<typeof standingSchema>;

/** A wall. Its side is that of the spot it was calculated from; a newer spot may have passed it. */
export const wallSchema = levelSchema.extend({ standing: standingSchema });
export type Wall = z.infer<typeof wallSchema>;

const expectedMoveSchema = z.object({
  percent: figure.meta({ description: "Expected move (±1σ), percent of spot" }),
  distance: figure.meta({ description: "Expected move (±1σ), $" }),
  low: figure.meta({ description: "spot - distance, $" }),
  high: figure.meta({ description: "spot + distance, $" }),
  basis: z.enum(["upstream", "implied-volatility"]).nullable().meta({
    description:
      "Reported by the upstream, or calculated as implied volatility * sqrt(trading days / 252), the upstream's own formula; null: neither is available",
  }),
  session: z.enum(["same-day", "next-session"]).nullable().meta({
    description:
      "First session that the move covers. same-day: that of asOf, before its closing update (15:20 ET, 12:20 on early closes, unless set otherwise); next-session: the one after",
  }),
  ...originSchema.shape,
});
export type ExpectedMove = z.infer<typeof expectedMoveSchema>;

/** The key-level cards: each value with its distance from spot and its age. */
export const keyLevelsSchema = z.object({
  spot: inputSchema.meta({
    description: "Spot from the newest available dataset; distances are from this price",
  }),
  netGex: inputSchema,
  flip: levelSchema,
  callWall: wallSchema.meta({
    description: "Strike at or above spot with the most call gamma",
  }),
  putWall: wallSchema.meta({
    description: "Strike at or below spot with the most put gamma, by size",
  }),
  secondCallWall: wallSchema.meta({ description: "The same without the call wall's strike" }),
  secondPutWall: wallSchema.meta({ description: "The same without the put wall's strike" }),
  maxGamma: levelSchema.meta({ description: "Max gamma strike, reported by the upstream" }),
  strikeBelow: figure.meta({ description: "Nearest strike at or below spot, $" }),
  strikeAbove: figure.meta({ description: "Nearest strike at or above spot, $" }),
  expectedMoveOneDay: expectedMoveSchema,
  expectedMoveOneWeek: expectedMoveSchema.meta({ description: "5 trading days" }),
  expectedMoveThirtyDays: expectedMoveSchema.meta({
    description: "30 calendar days, 21 trading days",
  }),
});
export type KeyLevels = z.infer<typeof keyLevelsSchema>;

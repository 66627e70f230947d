import { z } from "zod";
import { figure } from "./figure";
import { inputSchema, originSchema } from "./input";

/** A price level and how far it is from spot. */
export const levelSchema = z.object({
  price: figure.meta({ description: "$; null: missing, or there is none" }),
  distance: figure.meta({ description: "price - spot, $; negative: the level is below spot" }),
  distancePercent: figure.meta({ description: "(price - spot) / spot * 100" }),
  ...originSchema.shape,
});
export type Level = z.infer<typeof levelSchema>;

const expectedMoveSchema = z.object({
  percent: figure.meta({ description: "One-sigma move either way, percent of spot" }),
  distance: figure.meta({ description: "The same in $" }),
  low: figure.meta({ description: "spot - distance, $" }),
  high: figure.meta({ description: "spot + distance, $" }),
  basis: z.enum(["upstream", "implied-volatility"]).nullable().meta({
    description:
      "Whose figure: the upstream's own, or implied volatility * sqrt(trading days / 252), which is how the upstream makes its own; null: neither is told",
  }),
  ...originSchema.shape,
});
export type ExpectedMove = z.infer<typeof expectedMoveSchema>;

/** What the key-level cards show: each figure with its distance from spot and its age. */
export const keyLevelsSchema = z.object({
  spot: inputSchema.meta({ description: "The newest of the parts at hand; distances are from it" }),
  netGex: inputSchema,
  flip: levelSchema,
  callWall: levelSchema.meta({
    description: "Strike at or above spot with the largest gamma exposure of calls",
  }),
  putWall: levelSchema.meta({
    description: "Strike at or below spot with the largest gamma exposure of puts, by size",
  }),
  maxGamma: levelSchema.meta({ description: "Strike with the most gamma, as the upstream tells" }),
  strikeBelow: figure.meta({ description: "Nearest strike of the curve at or below spot, $" }),
  strikeAbove: figure.meta({ description: "Nearest strike of the curve at or above spot, $" }),
  expectedMoveOneDay: expectedMoveSchema,
  expectedMoveOneWeek: expectedMoveSchema.meta({ description: "Five trading days" }),
});
export type KeyLevels = z.infer<typeof keyLevelsSchema>;

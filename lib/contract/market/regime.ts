import { z } from "zod";
import { inputSchema, missingSchema } from "./input";

/** The sign of net gamma and the side of the flip that spot is on. */
const knownRegimeSchema = z.enum([
  "positive-above-flip",
  "negative-below-flip",
  "positive-below-flip",
  "negative-above-flip",
  "at-flip",
  "positive-without-flip",
  "negative-without-flip",
  "balanced",
]);
export type KnownRegime = z.infer<typeof knownRegimeSchema>;

const common = {
  sentence: z.string().meta({ description: "The regime in one sentence; not advice" }),
  inputs: z.array(inputSchema).meta({ description: "Net GEX, spot and flip" }),
};

/** How dealer hedging tends to affect moves, judged by net gamma and the flip only. */
export const regimeSchema = z.discriminatedUnion("regime", [
  z.object({ regime: knownRegimeSchema, ...common }),
  z.object({ regime: z.literal("unknown"), ...common, missing: missingSchema }),
]);
export type Regime = z.infer<typeof regimeSchema>;

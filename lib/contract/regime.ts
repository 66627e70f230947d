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

const told = {
  sentence: z.string().meta({ description: "What is so, in one plain sentence; no advice" }),
  inputs: z.array(inputSchema).meta({ description: "Net GEX, spot and flip" }),
};

/** How dealers' hedging tends to act on moves, as far as net gamma and the flip tell. */
export const regimeSchema = z.discriminatedUnion("regime", [
  z.object({ regime: knownRegimeSchema, ...told }),
  z.object({ regime: z.literal("unknown"), ...told, missing: missingSchema }),
]);
export type Regime = z.infer<typeof regimeSchema>;

import { z } from "zod";
import { figure } from "./figure";
import { inputSchema, missingSchema, unitSchema } from "./input";
import { regimeSchema } from "./regime";

/** All traps that this API's data can show, in display order. */
export const trapIdSchema = z.enum([
  "flip-critical",
  "negative-gamma",
  "positive-gamma",
  "near-call-wall",
  "near-put-wall",
  "expiry-concentration",
  "liberation",
  "false-floor",
  "crowded-calls",
  "crowded-puts",
  "dear-calls",
  "overbought",
  "oversold",
]);
export type TrapId = z.infer<typeof trapIdSchema>;

const comparisonSchema = z.enum(["within", "below", "above", "at-least", "at-most"]).meta({
  description: "How value is compared with limit; within: the absolute value is below the limit",
});

const thresholdSchema = z.object({
  measure: z.string().meta({ description: "The quantity that is compared" }),
  value: figure.meta({ description: "Current value; null: unknown" }),
  unit: unitSchema,
  comparison: comparisonSchema,
  limit: z.number(),
  words: z.string().meta({ description: "Comparison, limit and unit in words" }),
});
export type Threshold = z.infer<typeof thresholdSchema>;

const common = {
  id: trapIdSchema,
  name: z.string(),
  inputs: z.array(inputSchema).min(1),
  thresholds: z
    .array(thresholdSchema)
    .min(1)
    .meta({ description: "The trap is present when all conditions are met" }),
  mistake: z.string().meta({ description: "The mistake that the trap warns of" }),
  note: z
    .string()
    .nullable()
    .meta({ description: "What keeps a limit from deciding, e.g. a value usual for the symbol" }),
  asOf: z.iso
    .datetime()
    .nullable()
    .meta({ description: "Timestamp of the oldest input; null: no input" }),
};

/** A situation that people misread. Unavailable while any input is missing. */
export const trapSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("present"), ...common }),
  z.object({ state: z.literal("absent"), ...common }),
  z.object({ state: z.literal("unavailable"), ...common, missing: missingSchema }),
]);
export type Trap = z.infer<typeof trapSchema>;

/** `GET /api/psychology/{symbol}`: calculated from the available parts. Estimates, not advice. */
export const psychologyReadingSchema = z.object({
  regime: regimeSchema,
  traps: z.array(trapSchema).meta({ description: "Every trap once, in the order of their ids" }),
  unusedInputs: z
    .array(z.object({ name: z.string(), detail: z.string() }))
    .meta({ description: "Inputs of known traps that are not provided, or not requested here" }),
});
export type PsychologyReading = z.infer<typeof psychologyReadingSchema>;

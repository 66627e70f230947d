import { z } from "zod";
import { figure } from "./figure";
import { inputSchema, missingSchema, unitSchema } from "./input";
import { regimeSchema } from "./regime";

/** Every trap that can be read from this API alone, in the order they are told. */
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
  description:
    "What value has to be of limit: its size below it, itself below or above it, or that or equal",
});

const thresholdSchema = z.object({
  measure: z.string().meta({ description: "What is compared" }),
  value: figure.meta({ description: "As it is now; null: not known" }),
  unit: unitSchema,
  comparison: comparisonSchema,
  limit: z.number(),
  words: z.string().meta({ description: "Comparison, limit and unit in words" }),
});
export type Threshold = z.infer<typeof thresholdSchema>;

const told = {
  id: trapIdSchema,
  name: z.string(),
  inputs: z.array(inputSchema).min(1),
  thresholds: z
    .array(thresholdSchema)
    .min(1)
    .meta({ description: "The trap is present when all of them are met" }),
  mistake: z.string().meta({ description: "The mistake it warns of, in one sentence" }),
  asOf: z.iso
    .datetime()
    .nullable()
    .meta({ description: "Time of the oldest input at hand; null: there is none" }),
};

/** A situation that people misread; unavailable as long as any of its inputs is missing. */
export const trapSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("present"), ...told }),
  z.object({ state: z.literal("absent"), ...told }),
  z.object({ state: z.literal("unavailable"), ...told, missing: missingSchema }),
]);
export type Trap = z.infer<typeof trapSchema>;

/** What `GET /api/psychology/{symbol}` reads from the parts at hand. Estimates, no advice. */
export const psychologyReadingSchema = z.object({
  regime: regimeSchema,
  traps: z.array(trapSchema).meta({ description: "Every trap once, in the order of their ids" }),
  notTold: z
    .array(z.object({ name: z.string(), detail: z.string() }))
    .meta({ description: "Inputs of known traps that this API does not tell: nothing reads them" }),
});
export type PsychologyReading = z.infer<typeof psychologyReadingSchema>;

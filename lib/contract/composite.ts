import { z } from "zod";
import { curveDataSchema } from "./curve-data";
import { expirationsDataSchema } from "./expirations-data";
import { gammaReadingSchema } from "./gamma";
import { gexDataSchema } from "./gex-data";
import { historyDataSchema } from "./history-data";
import { PROBLEM_SLUGS } from "./problem";
import { psychologyReadingSchema } from "./psychology";
import { quotaSchema } from "./quota";
import { type Composite, type Resource, resourceSchema } from "./resource";
import { staleReasonSchema } from "./snapshot";
import { symbolSchema } from "./symbol";

/** The resources a composite is read from, the cheapest first. What an API lacks is left out. */
export const COMPOSITE_PARTS: Record<Composite, readonly Resource[]> = {
  gamma: ["gex", "curve", "expirations"],
  psychology: ["gex", "curve", "expirations", "history"],
};

/** One part of a composite: its copy's times, or why there is none. */
export const partSchema = z.object({
  resource: resourceSchema,
  asOf: z.iso.datetime().nullable().meta({ description: "null: there is no copy" }),
  fetchedAt: z.iso.datetime().nullable(),
  freshUntil: z.iso.datetime().nullable(),
  source: z.enum(["upstream", "cache", "stale"]).nullable(),
  staleReason: staleReasonSchema.nullable(),
  ticket: z.string().nullable().meta({ description: "While a newer copy is waited for in line" }),
  problem: z.enum(PROBLEM_SLUGS).nullable().meta({ description: "Why it could not be had" }),
});
export type Part = z.infer<typeof partSchema>;

const figuresAtHandSchema = z.object({
  symbol: symbolSchema,
  parts: z.array(partSchema).meta({ description: "Every part it is read from, also missing ones" }),
  data: z
    .object({
      gex: gexDataSchema.nullable(),
      curve: curveDataSchema.nullable(),
      expirations: expirationsDataSchema.nullable(),
      history: historyDataSchema.nullable(),
    })
    .meta({ description: "The figures of the parts at hand; null: missing, or no part of this" }),
  quota: quotaSchema,
});

const readFrom = {
  description: "Read from the parts at hand; what a missing one would tell is named",
};

/** `GET /api/gamma/{symbol}`, `GET /api/psychology/{symbol}`: figures, their ages, what they tell. */
export const compositeAnswerSchema = z.discriminatedUnion("resource", [
  figuresAtHandSchema.extend({
    resource: z.literal("gamma"),
    reading: gammaReadingSchema.meta(readFrom),
  }),
  figuresAtHandSchema.extend({
    resource: z.literal("psychology"),
    reading: psychologyReadingSchema.meta(readFrom),
  }),
]);
export type CompositeAnswer = z.infer<typeof compositeAnswerSchema>;

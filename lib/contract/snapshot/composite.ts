import { z } from "zod";
import { curveDataSchema } from "@/lib/contract/market/curve-data";
import { expirationsDataSchema } from "@/lib/contract/market/expirations-data";
import { gammaReadingSchema } from "@/lib/contract/market/gamma";
import { gexDataSchema } from "@/lib/contract/market/gex-data";
import { historyDataSchema } from "@/lib/contract/market/history-data";
import { psychologyReadingSchema } from "@/lib/contract/market/psychology";
import { symbolResourceSchema } from "@/lib/contract/market/resource";
import { symbolSchema } from "@/lib/contract/market/symbol";
import { PROBLEM_SLUGS } from "@/lib/contract/problem";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { staleReasonSchema, updateTimes } from "./snapshot";

/** One part of a composite: its snapshot's times, or why there is none. */
export const partSchema = z.object({
  resource: symbolResourceSchema,
  asOf: z.iso.datetime().nullable().meta({ description: "null: not cached" }),
  fetchedAt: z.iso.datetime().nullable(),
  freshUntil: z.iso.datetime().nullable(),
  ...updateTimes,
  source: z.enum(["upstream", "cache", "stale"]).nullable(),
  staleReason: staleReasonSchema.nullable(),
  ticket: z.string().nullable().meta({ description: "Set while a newer copy is queued" }),
  problem: z
    .enum(PROBLEM_SLUGS)
    .nullable()
    .meta({ description: "Why the dataset could not be loaded" }),
});
export type Part = z.infer<typeof partSchema>;

const commonSchema = z.object({
  symbol: symbolSchema,
  parts: z.array(partSchema).meta({ description: "Every dataset used, also missing ones" }),
  data: z
    .object({
      gex: gexDataSchema.nullable(),
      curve: curveDataSchema.nullable(),
      expirations: expirationsDataSchema.nullable(),
      history: historyDataSchema.nullable(),
    })
    .meta({ description: "Data of the available datasets; null: missing, or not used" }),
  quota: quotaSchema,
});

const readFrom = {
  description: "Calculated from the available datasets; missing inputs are named",
};

/**
 * `GET /api/gamma/{symbol}`, `GET /api/psychology/{symbol}`: the parts, their ages, and the
 * reading.
 */
export const compositeAnswerSchema = z.discriminatedUnion("resource", [
  commonSchema.extend({
    resource: z.literal("gamma"),
    reading: gammaReadingSchema.meta(readFrom),
  }),
  commonSchema.extend({
    resource: z.literal("psychology"),
    reading: psychologyReadingSchema.meta(readFrom),
  }),
]);
export type CompositeAnswer = z.infer<typeof compositeAnswerSchema>;

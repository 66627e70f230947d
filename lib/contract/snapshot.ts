import { z } from "zod";
import { quotaSchema } from "./quota";
import { symbolSchema } from "./symbol";

export const resourceSchema = z.enum(["gex"]);
export type Resource = z.infer<typeof resourceSchema>;

/** 1 is most urgent; the default of every request for the resource. */
export const DEFAULT_PRIORITY: Record<Resource, number> = { gex: 4 };

const figure = z.number().nullable();

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

/** What the cache keeps: a landed answer with its three times (ISO 8601, UTC). */
export const storedSnapshotSchema = z.object({
  resource: resourceSchema,
  symbol: symbolSchema,
  data: gexDataSchema,
  asOf: z.iso.datetime().meta({ description: "The upstream's own time of the figures" }),
  fetchedAt: z.iso.datetime().meta({ description: "When it was fetched, by the store's clock" }),
  freshUntil: z.iso.datetime().meta({ description: "Nothing newer is asked for before this" }),
});
export type StoredSnapshot = z.infer<typeof storedSnapshotSchema>;

export const staleReasonSchema = z.enum(["store-down", "breaker-open", "upstream-error"]);
export type StaleReason = z.infer<typeof staleReasonSchema>;

/** What a person or a client is answered with. */
export const snapshotSchema = storedSnapshotSchema.extend({
  source: z.enum(["upstream", "cache", "stale"]),
  staleReason: staleReasonSchema.nullable(),
  sharedWith: z.int().min(0).meta({ description: "How many others share the call that answered" }),
  refreshableInSeconds: z
    .int()
    .min(0)
    .meta({ description: "When a forced refresh would ask the upstream again" }),
  quota: quotaSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

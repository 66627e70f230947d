import { z } from "zod";
import { curveDataSchema } from "@/lib/contract/market/curve-data";
import { expirationsDataSchema } from "@/lib/contract/market/expirations-data";
import { gexDataSchema } from "@/lib/contract/market/gex-data";
import { historyDataSchema } from "@/lib/contract/market/history-data";
import type { Resource } from "@/lib/contract/market/resource";
import { setupListSchema } from "@/lib/contract/market/setup-list";
import { setupsDataSchema } from "@/lib/contract/market/setups-data";
import { symbolSchema } from "@/lib/contract/market/symbol";
import { quotaSchema } from "@/lib/contract/quota/quota";

/** An update that the upstream did not publish in time. */
const missedUpdateSchema = z.object({
  expectedAt: z.iso.datetime().meta({ description: "When the update was due at the earliest" }),
  missedAt: z.iso.datetime().meta({ description: "From when on it counts as missed" }),
});

/** What is known of the upstream's next update. */
export const updateTimes = {
  nextExpectedAt: z.iso.datetime().nullable().meta({
    description:
      "When the upstream begins to publish the next update. In the past: it is due. null: data comes every few minutes",
  }),
  missedUpdates: z.array(missedUpdateSchema).max(2).meta({
    description: "The latest updates in a row that this data lacks, though it was asked for since",
  }),
};

const shared = {
  symbol: symbolSchema,
  asOf: z.iso.datetime().meta({ description: "Upstream timestamp of the data" }),
  fetchedAt: z.iso
    .datetime()
    .meta({ description: "When the data was fetched, by the store's clock" }),
  freshUntil: z.iso.datetime().meta({ description: "No newer data is requested before this time" }),
};
const dated = <Name extends Resource, Data extends z.ZodType>(resource: Name, data: Data) =>
  z.object({ resource: z.literal(resource), data, ...shared });

const gex = dated("gex", gexDataSchema);
const curve = dated("curve", curveDataSchema);
const history = dated("history", historyDataSchema);
const expirations = dated("expirations", expirationsDataSchema);
const setups = dated("setups", setupsDataSchema).extend({ symbol: setupListSchema });

/** Older copies lack these. */
const kept = {
  nextExpectedAt: updateTimes.nextExpectedAt.default(null),
  missedUpdates: updateTimes.missedUpdates.default([]),
  /** No forced refresh before this time: the upstream's reply was unchanged. Not shown. */
  heldUntil: z.iso.datetime().optional(),
};

const storedOfSymbol = [
  gex.extend(kept),
  curve.extend(kept),
  history.extend(kept),
  expirations.extend(kept),
] as const;

/** A stored snapshot of one symbol. */
export const storedSymbolSnapshotSchema = z.discriminatedUnion("resource", storedOfSymbol);
export type StoredSymbolSnapshot = z.infer<typeof storedSymbolSnapshotSchema>;

/** A snapshot as the cache stores it, with its times (ISO 8601, UTC). */
export const storedSnapshotSchema = z.discriminatedUnion("resource", [
  ...storedOfSymbol,
  setups.extend(kept),
]);
export type StoredSnapshot = z.infer<typeof storedSnapshotSchema>;

/** A resource's data under its name, before it has times. */
export type Figures = {
  [Name in Resource]: Pick<Extract<StoredSnapshot, { resource: Name }>, "resource" | "data">;
}[Resource];

export const staleReasonSchema = z.enum([
  "store-down",
  "breaker-open",
  "upstream-error",
  "primary-down",
]);
export type StaleReason = z.infer<typeof staleReasonSchema>;

const answered = {
  ...updateTimes,
  source: z.enum(["upstream", "cache", "stale"]),
  staleReason: staleReasonSchema.nullable(),
  sharedWith: z.int().min(0).meta({ description: "How many others shared the upstream call" }),
  refreshableInSeconds: z
    .int()
    .min(0)
    .meta({ description: "When a forced refresh would call the upstream again" }),
  quota: quotaSchema,
};

/** The answers by resource, as people and clients receive them. */
export const snapshotSchemas = {
  gex: gex.extend(answered),
  curve: curve.extend(answered),
  history: history.extend(answered),
  expirations: expirations.extend(answered),
  setups: setups.extend(answered),
};
const answeredOfSymbol = [
  snapshotSchemas.gex,
  snapshotSchemas.curve,
  snapshotSchemas.history,
  snapshotSchemas.expirations,
] as const;

/** The answer for one symbol. */
export const symbolSnapshotSchema = z.discriminatedUnion("resource", answeredOfSymbol);
export type SymbolSnapshot = z.infer<typeof symbolSnapshotSchema>;

export const snapshotSchema = z.discriminatedUnion("resource", [
  ...answeredOfSymbol,
  snapshotSchemas.setups,
]);
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The times of the data, and what is known of its next update. */
export type SnapshotTimes = Pick<
  Snapshot,
  "asOf" | "fetchedAt" | "freshUntil" | "nextExpectedAt" | "missedUpdates" | "staleReason"
>;

/** The snapshot of one resource. */
export type SnapshotOf<Name extends Resource> = Extract<Snapshot, { resource: Name }>;

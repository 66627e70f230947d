import { z } from "zod";
import { curveDataSchema } from "./curve-data";
import { expirationsDataSchema } from "./expirations-data";
import { gexDataSchema } from "./gex-data";
import { historyDataSchema } from "./history-data";
import { quotaSchema } from "./quota";
import type { Resource } from "./resource";
import { symbolSchema } from "./symbol";

const shared = {
  symbol: symbolSchema,
  asOf: z.iso.datetime().meta({ description: "The upstream's own time of the figures" }),
  fetchedAt: z.iso.datetime().meta({ description: "When it was fetched, by the store's clock" }),
  freshUntil: z.iso.datetime().meta({ description: "Nothing newer is asked for before this" }),
};
const stored = <Name extends Resource, Data extends z.ZodType>(resource: Name, data: Data) =>
  z.object({ resource: z.literal(resource), data, ...shared });

const gex = stored("gex", gexDataSchema);
const curve = stored("curve", curveDataSchema);
const history = stored("history", historyDataSchema);
const expirations = stored("expirations", expirationsDataSchema);

/** What the cache keeps: a landed answer with its three times (ISO 8601, UTC). */
export const storedSnapshotSchema = z.discriminatedUnion("resource", [
  gex,
  curve,
  history,
  expirations,
]);
export type StoredSnapshot = z.infer<typeof storedSnapshotSchema>;

/** A resource's figures under its name, before they have a time. */
export type Figures = {
  [Name in Resource]: Pick<Extract<StoredSnapshot, { resource: Name }>, "resource" | "data">;
}[Resource];

export const staleReasonSchema = z.enum(["store-down", "breaker-open", "upstream-error"]);
export type StaleReason = z.infer<typeof staleReasonSchema>;

const answered = {
  source: z.enum(["upstream", "cache", "stale"]),
  staleReason: staleReasonSchema.nullable(),
  sharedWith: z.int().min(0).meta({ description: "How many others share the call that answered" }),
  refreshableInSeconds: z
    .int()
    .min(0)
    .meta({ description: "When a forced refresh would ask the upstream again" }),
  quota: quotaSchema,
};

/** When figures are of, when they were fetched, and until when nothing newer is expected. */
export type SnapshotTimes = Pick<z.infer<typeof gex>, "asOf" | "fetchedAt" | "freshUntil"> & {
  staleReason: StaleReason | null;
};

/** What a person or a client is answered with, by resource. */
export const snapshotSchemas = {
  gex: gex.extend(answered),
  curve: curve.extend(answered),
  history: history.extend(answered),
  expirations: expirations.extend(answered),
};
export const snapshotSchema = z.discriminatedUnion("resource", [
  snapshotSchemas.gex,
  snapshotSchemas.curve,
  snapshotSchemas.history,
  snapshotSchemas.expirations,
]);
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The snapshot of one resource. */
export type SnapshotOf<Name extends Resource> = Extract<Snapshot, { resource: Name }>;

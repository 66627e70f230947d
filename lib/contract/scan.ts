import { z } from "zod";
import { prioritySchema } from "./priority";
import { problemSchema } from "./problem";
import { quotaSchema } from "./quota";
import { resourceSchema } from "./resource";
import { snapshotSchemas } from "./snapshot";
import { symbolSchema } from "./symbol";
import { expirySchema, spanSchema } from "./wanted";

const count = z.int().min(0);
const seconds = z.number().min(0);
const choice = {
  expiry: expirySchema.optional().meta({ description: "Of curves; combined without it" }),
  window: spanSchema.optional().meta({ description: "Of histories; 180d without it" }),
};

/** Most urgent that a scan may be, and what it is when nothing is said: the batch lane's. */
export const SCAN_PRIORITY = { mostUrgent: 7, default: 8 } as const;

/** Body of `POST /api/scanner/scan-incremental` and `…/estimate`. Symbols are parsed one by one. */
export const scanRequestSchema = z.strictObject({
  symbols: z.array(z.string()).min(1),
  resource: resourceSchema.default("gex"),
  ...choice,
  priority: prioritySchema
    .default(SCAN_PRIORITY.default)
    .meta({ description: "7 to 10; a scan is never more urgent" }),
});

/** `POST /api/scanner/estimate`: what a scan would cost, without starting one. Free. */
export const scanEstimateSchema = z.object({
  total: count.meta({ description: "Symbols as they were sent" }),
  accepted: count.meta({ description: "Rows: well formed, each once" }),
  duplicates: z.array(symbolSchema).meta({ description: "Sent more than once; scanned once" }),
  rejected: z
    .array(z.object({ pointer: z.string(), symbol: z.string(), detail: z.string() }))
    .meta({ description: "Left out; `symbol` as sent, shortened, other than ASCII as ?" }),
  cached: count.meta({ description: "Rows that a fresh copy answers at once" }),
  cost: count.meta({ description: "Upstream calls at most: rows without a fresh copy" }),
  estimatedSeconds: seconds.meta({ description: "Until the last row, as the line stands now" }),
});
export type ScanEstimate = z.infer<typeof scanEstimateSchema>;

const scanId = z.string().max(60).meta({ description: "Opaque id; only its caller can read it" });

/** 201 of `POST /api/scanner/scan-incremental`. */
export const scanCreatedSchema = scanEstimateSchema.extend({
  scan: scanId,
  events: z.string().meta({ description: "Where its event stream is" }),
});
export type ScanCreated = z.infer<typeof scanCreatedSchema>;

/**
 * `running`: it moves, because somebody looks. `resting`: nobody does; it goes on when looked at.
 * `ended`: every row has its end. A retry makes it run again.
 */
export const scanStateSchema = z.enum(["running", "resting", "paused", "ended"]);
export type ScanState = z.infer<typeof scanStateSchema>;

/** A row's answer; the quota is told once for all rows. */
export const scanSnapshotSchema = z.discriminatedUnion("resource", [
  snapshotSchemas.gex.omit({ quota: true }),
  snapshotSchemas.curve.omit({ quota: true }),
  snapshotSchemas.history.omit({ quota: true }),
  snapshotSchemas.expirations.omit({ quota: true }),
]);
export type ScanSnapshot = z.infer<typeof scanSnapshotSchema>;

/** `position`: the row's place in the scan, from 1; the same in its events. */
const row = { symbol: symbolSchema, position: z.int().min(1) };

export const scanRowSchema = z.discriminatedUnion("state", [
  z.object({ ...row, state: z.literal("waiting") }).meta({ description: "Not in line yet" }),
  z.object({ ...row, state: z.literal("running") }).meta({ description: "In line or under way" }),
  z.object({ ...row, state: z.literal("completed"), snapshot: scanSnapshotSchema }),
  z.object({ ...row, state: z.literal("failed"), problem: problemSchema }),
]);
export type ScanRow = z.infer<typeof scanRowSchema>;

/** How long it still takes, and how near its next call is. */
export const scanWait = {
  estimatedWaitSeconds: seconds.meta({ description: "Until the last row, while it moves" }),
  place: z.int().min(0).nullable().meta({
    description: "In line, of its next row: 1 is next, 0 is under way; null: not in line",
  }),
};

/** A scan without its rows, as `GET /api/scanner/scans` lists it and as its acts answer. */
export const scanSummarySchema = z.object({
  scan: scanId,
  state: scanStateSchema,
  resource: resourceSchema,
  ...choice,
  priority: prioritySchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().meta({ description: "Kept until then, and 24 h from each look on" }),
  total: count.meta({ description: "Rows" }),
  done: count.meta({ description: "Rows that completed" }),
  failed: count,
  ...scanWait,
  events: z.string(),
});
export type ScanSummary = z.infer<typeof scanSummarySchema>;

/** `GET /api/scanner/scans`: mine, the latest first. Listing them is not looking at them. */
export const scansSchema = z.object({ scans: z.array(scanSummarySchema) });
export type Scans = z.infer<typeof scansSchema>;

/** `GET /api/scanner/scans/{id}`: the whole at once. */
export const scanSchema = scanSummarySchema.extend({
  rows: z.array(scanRowSchema).meta({ description: "In the order they were asked for" }),
  lastEventId: z
    .string()
    .meta({ description: "Sent as Last-Event-ID, the event stream goes on from this state" }),
  quota: quotaSchema,
});
export type Scan = z.infer<typeof scanSchema>;

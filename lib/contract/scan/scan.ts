import { z } from "zod";
import { symbolResourceSchema } from "@/lib/contract/market/resource";
import { symbolSchema } from "@/lib/contract/market/symbol";
import { expirySchema, spanSchema } from "@/lib/contract/market/wanted";
import { problemSchema } from "@/lib/contract/problem";
import { prioritySchema } from "@/lib/contract/queue/priority";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { snapshotSchemas } from "@/lib/contract/snapshot/snapshot";

const count = z.int().min(0);
const seconds = z.number().min(0);
const choice = {
  expiry: expirySchema.optional().meta({ description: "For resource curve; default combined" }),
  window: spanSchema.optional().meta({ description: "For resource history; default 180d" }),
};

/** The most urgent priority of a scan, and its default. Both are in the batch lane. */
export const SCAN_PRIORITY = { mostUrgent: 7, default: 8 } as const;

/** Body of `POST /api/scanner/scan-incremental` and `…/estimate`. Symbols are parsed one by one. */
export const scanRequestSchema = z.strictObject({
  symbols: z.array(z.string()).min(1),
  resource: symbolResourceSchema.default("gex"),
  ...choice,
  priority: prioritySchema
    .default(SCAN_PRIORITY.default)
    .meta({ description: "7 to 10; 7 is the most urgent priority of a scan" }),
});

/** `POST /api/scanner/estimate`: the cost of a scan, without starting it. Free. */
export const scanEstimateSchema = z.object({
  total: count.meta({ description: "Number of symbols sent" }),
  accepted: count.meta({ description: "Number of rows: valid symbols, each once" }),
  duplicates: z
    .array(symbolSchema)
    .meta({ description: "Symbols sent more than once; scanned once" }),
  rejected: z
    .array(z.object({ pointer: z.string(), symbol: z.string(), detail: z.string() }))
    .meta({
      description:
        "Rejected symbols; `symbol` as sent, shortened, with ? for each non-ASCII character",
    }),
  cached: count.meta({ description: "Rows served from a fresh copy" }),
  cost: count.meta({ description: "Most upstream calls needed: rows without a fresh copy" }),
  estimatedSeconds: seconds
    .nullable()
    .meta({ description: "Seconds until the last row, for the current queue; null: unknown" }),
});
export type ScanEstimate = z.infer<typeof scanEstimateSchema>;

const scanId = z
  .string()
  .max(60)
  .meta({ description: "Opaque ID; only its caller can read the scan" });

/** 201 of `POST /api/scanner/scan-incremental`. */
export const scanCreatedSchema = scanEstimateSchema.extend({
  scan: scanId,
  events: z.string().meta({ description: "Address of the event stream" }),
});
export type ScanCreated = z.infer<typeof scanCreatedSchema>;

/**
 * `running`: it makes progress because it is viewed. `resting`: it is not viewed and resumes when
 * it is. `ended`: every row has ended. A retry makes it run again.
 */
export const scanStateSchema = z.enum(["running", "resting", "paused", "ended"]);
export type ScanState = z.infer<typeof scanStateSchema>;

/** A row's snapshot. The quota is sent once for all rows. */
export const scanSnapshotSchema = z.discriminatedUnion("resource", [
  snapshotSchemas.gex.omit({ quota: true }),
  snapshotSchemas.curve.omit({ quota: true }),
  snapshotSchemas.history.omit({ quota: true }),
  snapshotSchemas.expirations.omit({ quota: true }),
]);
export type ScanSnapshot = z.infer<typeof scanSnapshotSchema>;

/** `position`: the row's place in the scan, from 1. The same in its events. */
const row = { symbol: symbolSchema, position: z.int().min(1) };

export const scanRowSchema = z.discriminatedUnion("state", [
  z.object({ ...row, state: z.literal("waiting") }).meta({ description: "Not queued yet" }),
  z.object({ ...row, state: z.literal("running") }).meta({ description: "Queued or in flight" }),
  z.object({ ...row, state: z.literal("completed"), snapshot: scanSnapshotSchema }),
  z.object({ ...row, state: z.literal("failed"), problem: problemSchema }),
]);
export type ScanRow = z.infer<typeof scanRowSchema>;

/** How long it still takes, and when its next call is expected. */
export const scanWait = {
  estimatedWaitSeconds: seconds
    .nullable()
    .meta({ description: "Seconds until the last row, while the scan runs; null: unknown" }),
  place: z.int().min(0).nullable().meta({
    description: "Queue position of the next row: 1 is next, 0 is in flight; null: not queued",
  }),
};

/** A scan without its rows, as in `GET /api/scanner/scans` and in the answers to its acts. */
export const scanSummarySchema = z.object({
  scan: scanId,
  state: scanStateSchema,
  resource: symbolResourceSchema,
  ...choice,
  priority: prioritySchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso
    .datetime()
    .meta({ description: "When the scan is dropped; each read extends it to 24 h" }),
  total: count.meta({ description: "Rows" }),
  done: count.meta({ description: "Rows that completed" }),
  failed: count,
  ...scanWait,
  events: z.string(),
});
export type ScanSummary = z.infer<typeof scanSummarySchema>;

/**
 * `GET /api/scanner/scans`: the caller's own, latest first. Listing scans does not count as viewing
 * them.
 */
export const scansSchema = z.object({ scans: z.array(scanSummarySchema) });
export type ScanSummaries = z.infer<typeof scansSchema>;

/** `GET /api/scanner/scans/{id}`: the complete scan. */
export const scanSchema = scanSummarySchema.extend({
  rows: z.array(scanRowSchema).meta({ description: "In the order of the request" }),
  lastEventId: z
    .string()
    .meta({ description: "Send as Last-Event-ID to continue the event stream from this state" }),
  quota: quotaSchema,
});
export type Scan = z.infer<typeof scanSchema>;

import { z } from "zod";
import { laneSchema } from "@/lib/contract/queue/priority";
import { quotaSchema, windowNameSchema } from "@/lib/contract/quota/quota";
import { calledName, callerShape, lineRowSchema, slotSchema } from "./dashboard-line";
import { deploymentRoleSchema } from "./heartbeat";
import { keyUseSchema } from "./key-use";

const count = z.int().min(0);
const seconds = z.number().min(0);
const moment = z.iso.datetime();

/** The ranges of the Admin history. */
export const rangeSchema = z.enum(["15m", "1h", "24h", "7d"]);
export type Range = z.infer<typeof rangeSchema>;

/** The tables that are also available as CSV. */
export const dashboardTableSchema = z.enum(["series", "callers", "calls"]);
export type DashboardTable = z.infer<typeof dashboardTableSchema>;

/** Requests and their results. Every request is one of hit, stale, miss, shared or denied. */
const countsShape = {
  calls: count.meta({ description: "Upstream calls sent" }),
  hits: count.meta({ description: "Requests served from a fresh copy" }),
  stale: count.meta({ description: "Requests served from a stale copy" }),
  misses: count.meta({ description: "Requests that created a job" }),
  shared: count.meta({
    description: "Requests that joined a job already queued or in flight (coalesced)",
  }),
  denied: count.meta({ description: "Requests that were rejected" }),
};

/** Quantiles of durations, two significant digits. Null when there were none in this step. */
const quantile = seconds.nullable();

const pointSchema = z.object({
  at: moment.meta({ description: "Start of the step" }),
  ...countsShape,
  failed: count.meta({ description: "Upstream calls that returned no data" }),
  queueMax: count.meta({ description: "Longest queue in the step" }),
  waitP50Seconds: quantile,
  waitP95Seconds: quantile,
  latencyP50Seconds: quantile,
  latencyP95Seconds: quantile,
});
export type Point = z.infer<typeof pointSchema>;

const callerRowSchema = z.object({
  ...callerShape,
  ...countsShape,
  waiting: count.meta({ description: "Tickets queued or in flight now" }),
  lastSeenAt: moment.nullable(),
});
export type CallerRow = z.infer<typeof callerRowSchema>;

const endpointRowSchema = z.object({ endpoint: z.string(), ...countsShape });

const breakerStateSchema = z.enum(["closed", "open", "half-open", "held"]);
const breakerEventSchema = z.object({
  at: moment,
  window: windowNameSchema,
  from: breakerStateSchema,
  to: breakerStateSchema,
  reason: z.string().nullable().meta({ description: "Reason in a sentence; null when closed" }),
});
export type BreakerEvent = z.infer<typeof breakerEventSchema>;

const deploymentSchema = z.object({
  name: z.string(),
  role: deploymentRoleSchema.meta({
    description:
      "primary: makes API calls. secondary: uses this deployment, with a store of its own",
  }),
  key: z.string().nullable().meta({
    description: "Name of the access key that it uses; null: it makes its own calls",
  }),
  version: z.string(),
  region: z.string(),
  lastHeartbeatAt: moment,
  status: z.enum(["up", "late", "gone"]),
  instances: count.meta({ description: "Processes seen lately" }),
  calls: count.meta({
    description:
      "Upstream calls since tablesFrom by all versions and regions of this name; reported once",
  }),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** How a call ended. `not-sent`: it was never sent, and its slot was given back. */
export const callResultSchema = z.enum([
  "answered",
  "unknown-symbol",
  "limited",
  "not-allowed",
  "not-included",
  "invalid",
  "failing",
  "not-sent",
]);
export type CallResult = z.infer<typeof callResultSchema>;

const callSchema = z.object({
  at: moment.meta({ description: "When the call was sent, by the store's clock" }),
  endpoint: z.string(),
  symbol: calledName,
  ...callerShape,
  lane: laneSchema,
  window: windowNameSchema,
  waitSeconds: seconds.meta({ description: "Time in queue, until the call was granted" }),
  latencySeconds: seconds,
  outcome: callResultSchema,
  deployment: z.string(),
  requestId: z.string().meta({
    description:
      "ID of the call, here and in the log. Not the X-Request-Id of a response: one call may serve many",
  }),
});
export type Call = z.infer<typeof callSchema>;

/** `GET /api/admin/rate-limit-dashboard`, and each event of its stream. */
export const dashboardSchema = z.object({
  range: rangeSchema,
  now: moment.meta({ description: "By the store's clock" }),
  tablesFrom: moment.meta({
    description: "Start of the hour from which callers, endpoints and deployments are counted",
  }),
  stepSeconds: seconds.meta({ description: "Seconds between two points of the series" }),
  limit: z.int().meta({ description: "Limit in force now" }),
  configuredLimit: z.int().meta({ description: "Highest limit that can be set" }),
  isReadOnly: z.boolean(),
  quota: quotaSchema,
  waiting: z.object({ interactive: count, standard: count, batch: count }),
  totals: z.object({
    ...countsShape,
    failed: count,
    outcomes: z
      .partialRecord(callResultSchema, count)
      .meta({ description: "Upstream calls by outcome" }),
    waitP50Seconds: quantile,
    waitP95Seconds: quantile,
  }),
  cacheHitRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: "Hits / requests that were not rejected; null without requests" }),
  series: z.array(pointSchema).meta({ description: "Oldest first, without gaps" }),
  slots: z.array(slotSchema).meta({ description: "Slots in use, oldest grant first" }),
  callers: z.array(callerRowSchema).meta({ description: "Most upstream calls first; others last" }),
  endpoints: z.array(endpointRowSchema),
  breakerEvents: z.array(breakerEventSchema).meta({ description: "Oldest first" }),
  deployments: z.array(deploymentSchema),
  calls: z.array(callSchema).meta({ description: "The last 100, newest first" }),
  line: z.array(lineRowSchema),
  keyUse: z.array(keyUseSchema).meta({
    description: "Keys with a call or a job, largest use first; `others` for all without a key",
  }),
  refusedKeys: z
    .array(
      z.object({
        deployment: z.string().meta({ description: "Deployment whose call was refused" }),
        scope: z.string().nullable().meta({
          description: "Window or kind of calls that is refused; null: all calls",
        }),
        since: moment,
        until: moment.meta({ description: "When the key is retried" }),
      }),
    )
    .meta({
      description: "API keys that the upstream rejects. Other deployments may use other keys.",
    }),
  outsideUsage: z.boolean(),
  outsideEvents: z
    .array(z.object({ at: moment, window: windowNameSchema }))
    .meta({ description: "Rate-limit refusals while our own window had room" }),
});
export type Dashboard = z.infer<typeof dashboardSchema>;

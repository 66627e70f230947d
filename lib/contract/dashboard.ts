import { z } from "zod";
import { callerShape, lineRowSchema, slotSchema } from "./dashboard-line";
import { laneSchema } from "./priority";
import { quotaSchema, windowNameSchema } from "./quota";

const count = z.int().min(0);
const seconds = z.number().min(0);
const moment = z.iso.datetime();

/** How far back the control room looks. */
export const rangeSchema = z.enum(["15m", "1h", "24h", "7d"]);
export type Range = z.infer<typeof rangeSchema>;

/** The tables that come as CSV too. */
export const dashboardTableSchema = z.enum(["series", "callers", "calls"]);
export type DashboardTable = z.infer<typeof dashboardTableSchema>;

/** What was asked, and how it was answered. Every ask is one of hit, stale, miss, shared or denied. */
const countsShape = {
  calls: count.meta({ description: "Calls that were sent upstream" }),
  hits: count.meta({ description: "Asks answered by a fresh copy" }),
  stale: count.meta({ description: "Asks answered by an old copy" }),
  misses: count.meta({ description: "Asks that made a job of their own" }),
  shared: count.meta({ description: "Asks that joined a job already in line or under way" }),
  denied: count.meta({ description: "Asks that were refused" }),
};

/** Of times: two significant digits. Null: there was none in this step. */
const quantile = seconds.nullable();

const pointSchema = z.object({
  at: moment.meta({ description: "Where the step begins" }),
  ...countsShape,
  failed: count.meta({ description: "Calls that brought no answer" }),
  queueMax: count.meta({ description: "The longest the line was" }),
  waitP50Seconds: quantile,
  waitP95Seconds: quantile,
  latencyP50Seconds: quantile,
  latencyP95Seconds: quantile,
});
export type Point = z.infer<typeof pointSchema>;

const callerRowSchema = z.object({
  ...callerShape,
  ...countsShape,
  waiting: count.meta({ description: "Tickets in line or under way now" }),
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
  reason: z.string().nullable().meta({ description: "In a sentence; null when closed" }),
});
export type BreakerEvent = z.infer<typeof breakerEventSchema>;

const deploymentSchema = z.object({
  name: z.string(),
  role: z.enum(["primary", "secondary"]),
  version: z.string(),
  region: z.string(),
  lastHeartbeatAt: moment,
  status: z.enum(["up", "late", "gone"]),
  instances: count.meta({ description: "Processes that were heard of lately" }),
  calls: count.meta({
    description:
      "Calls it sent upstream since tablesFrom, by any version and region of this name: told once",
  }),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** How a call ended. `not-sent`: it never left, its slot was given back. */
export const callResultSchema = z.enum([
  "answered",
  "unknown-symbol",
  "limited",
  "not-allowed",
  "invalid",
  "failing",
  "not-sent",
]);
export type CallResult = z.infer<typeof callResultSchema>;

const callSchema = z.object({
  at: moment.meta({ description: "When it was sent, by the store's clock" }),
  endpoint: z.string(),
  symbol: z.string(),
  ...callerShape,
  lane: laneSchema,
  window: windowNameSchema,
  waitSeconds: seconds.meta({ description: "In line, until it was granted" }),
  latencySeconds: seconds,
  outcome: callResultSchema,
  deployment: z.string(),
  requestId: z.string().meta({
    description:
      "Names the call, here and in the log. Not the X-Request-Id of an answer: one call may answer many",
  }),
});
export type Call = z.infer<typeof callSchema>;

/** `GET /api/admin/rate-limit-dashboard`, and each event of its stream. */
export const dashboardSchema = z.object({
  range: rangeSchema,
  now: moment.meta({ description: "The store's clock" }),
  tablesFrom: moment.meta({
    description: "Callers, endpoints and deployments are counted by whole hours, from this one on",
  }),
  stepSeconds: seconds.meta({ description: "Between two points of the series" }),
  limit: z.int().meta({ description: "In force now" }),
  configuredLimit: z.int().meta({ description: "The most it can be set to" }),
  isReadOnly: z.boolean(),
  quota: quotaSchema,
  waiting: z.object({ interactive: count, standard: count, batch: count }),
  totals: z.object({
    ...countsShape,
    failed: count,
    outcomes: z
      .partialRecord(callResultSchema, count)
      .meta({ description: "Calls by how they ended" }),
    waitP50Seconds: quantile,
    waitP95Seconds: quantile,
  }),
  cacheHitRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: "Hits of all asks that were not refused; null without any" }),
  series: z.array(pointSchema).meta({ description: "Oldest first, no step left out" }),
  slots: z.array(slotSchema).meta({ description: "Those that count now, oldest grant first" }),
  callers: z.array(callerRowSchema).meta({ description: "Most calls first; others last" }),
  endpoints: z.array(endpointRowSchema),
  breakerEvents: z.array(breakerEventSchema).meta({ description: "Oldest first" }),
  deployments: z.array(deploymentSchema),
  calls: z.array(callSchema).meta({ description: "The last 100, newest first" }),
  line: z.array(lineRowSchema),
  outsideUsage: z.boolean(),
  outsideEvents: z
    .array(z.object({ at: moment, window: windowNameSchema }))
    .meta({ description: "Refusals although our own window had room" }),
});
export type Dashboard = z.infer<typeof dashboardSchema>;

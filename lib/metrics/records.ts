import { z } from "zod";
import { callResultSchema } from "@/lib/contract/admin/dashboard";
import { laneSchema } from "@/lib/contract/queue/priority";
import { windowNameSchema } from "@/lib/contract/quota/quota";
import { callerTalliesSchema } from "./caller-tallies";
import { countsSchema, tallySchema } from "./tally";

const time = z.number();

/** One upstream call. Times: store ms. */
export const callRecordSchema = z.object({
  at: time,
  endpoint: z.string(),
  symbol: z.string(),
  caller: z.string(),
  lane: laneSchema,
  window: windowNameSchema,
  waitMs: z.number().default(0),
  latencyMs: z.number().default(0),
  outcome: callResultSchema,
  deployment: z.string(),
  requestId: z.string(),
});
export type CallRecord = z.infer<typeof callRecordSchema>;

/** A breaker changed state, or outside usage was seen. `at`: the gate's time of it. */
const breakerRecordSchema = z.object({
  at: time,
  window: windowNameSchema,
  to: z.enum(["closed", "open", "half-open", "held"]),
  reason: z.string(),
});
export type BreakerRecord = z.infer<typeof breakerRecordSchema>;
const outsideRecordSchema = z.object({ at: time, window: windowNameSchema });

/** A process that serves requests. */
export const beatSchema = z.object({
  instance: z.string(),
  name: z.string(),
  version: z.string(),
  region: z.string(),
  at: time,
});
export type Beat = z.infer<typeof beatSchema>;

/** One hour, kept for a month. */
export const hourSchema = z.object({
  ...callerTalliesSchema.shape,
  tally: tallySchema,
  endpoints: z.record(z.string(), countsSchema),
  /** Calls by deployment. */
  deployments: z.record(z.string(), z.number()),
});
export type Hour = z.infer<typeof hourSchema>;

/** The minutes of one hour, 0 to 59, kept for a day. */
export const minutesSchema = z.record(z.string(), tallySchema);
export type Minutes = z.infer<typeof minutesSchema>;

/** Recent events, whatever the hour. */
export const recentSchema = z.object({
  calls: z.array(callRecordSchema),
  breakers: z.array(breakerRecordSchema),
  outside: z.array(outsideRecordSchema),
  /** By name, version and region: the last heartbeat of each process. */
  deployments: z.record(z.string(), beatSchema.extend({ instances: z.record(z.string(), time) })),
  /** The last flush of each process, so that a flush that was sent twice is counted once. */
  flushed: z.record(z.string(), z.object({ sequence: z.int(), at: time })),
  /** Since counting began. */
  totals: tallySchema,
});
export type Recent = z.infer<typeof recentSchema>;

/** What one process counted since its last flush. `id`: the process and an increasing number. */
export const flushSchema = z.object({
  id: z.string(),
  beat: beatSchema,
  hours: z.record(z.string(), hourSchema),
  minutes: z.record(z.string(), minutesSchema),
  calls: z.array(callRecordSchema),
  breakers: z.array(breakerRecordSchema),
  outside: z.array(outsideRecordSchema),
});
export type Flush = z.infer<typeof flushSchema>;

export const emptyHour = (): Hour =>
  hourSchema.parse({ callers: {}, others: {}, tally: {}, endpoints: {}, deployments: {} });
export const emptyRecent = (): Recent =>
  recentSchema.parse({
    calls: [],
    breakers: [],
    outside: [],
    deployments: {},
    flushed: {},
    totals: {},
  });

/** Encodes for the store. Zeros are left out, and read back as 0. */
export function encode(value: Flush | Hour | Minutes | Recent): string {
  return JSON.stringify(value, (_name, part: unknown) => (part === 0 ? undefined : part));
}

import { z } from "zod";
import { type WindowName, windowNameSchema } from "@/lib/contract/quota";
import { rows, rowsOfDigits } from "./lua-list";

const time = z.number();

/** Why a breaker is open. `credentials` is the account's own `not-allowed`: it stops everything. */
export const openReasonSchema = z.enum([
  "limited",
  "failing",
  "not-allowed",
  "credentials",
  "held",
]);

/** One window and the breaker of the calls whose most specific window it is. Times: store ms. */
const windowSchema = z.object({
  name: windowNameSchema,
  /** In force now. */
  limit: z.int(),
  state: z.enum(["closed", "open", "half-open", "held"]),
  /** Empty while closed. */
  reason: z.union([openReasonSchema, z.literal("")]),
  since: time,
  /** When it left closed, however often it was half-open since; 0 while closed. */
  stoppedAt: time,
  /** While open: when a probe may go. While held: when to look again. */
  untilAt: time,
  /** When the probe that is under way was granted; 0 without one. */
  probedAt: time,
  /** Since when it has been closed again, for one window; else 0. And how many calls went since. */
  rampFrom: time,
  went: z.int(),
  /** Outside usage: last seen then, 0 when not lately; how many steps of the limit it costs now. */
  outsideAt: time,
  steps: z.int(),
});
export type WindowState = z.infer<typeof windowSchema>;

/** A waiting job. */
export type LineRow = {
  job: number;
  /** When it is due, store ms. */
  score: number;
  /** Orders what is not due yet. */
  rank: number;
  /** 1 interactive, 2 standard, 3 batch. */
  lane: number;
  window: WindowName;
  tickets: number;
};

/** The order of the classes in the script. */
const NAMES = windowNameSchema.options;
const nameOf = (place = 1): WindowName => NAMES[place - 1] ?? "account";

/** How a slot's call stands: only an arrival that is known is stamped with its time. */
export const SLOT_STATES = ["unknown", "under-way", "arrived"] as const;

/** What a step tells of the line and the windows. Times are the store's, ms. */
const writtenSchema = z.object({
  /** What the line's times and ids are relative to. */
  base: time,
  idBase: z.number(),
  window: z.number(),
  latency: z.number(),
  lastGrantAt: time,
  /** After lost writes the window counts as full until then; 0 otherwise. */
  fullUntil: time,
  slots: rows(3, ([place, freesAt = 0, stamp = 0]) => ({
    ...{ window: nameOf(place), freesAt },
    state: SLOT_STATES[stamp + 1] ?? "unknown",
  })),
  /** When the last batch job was granted by pacing, and the last one because it was overdue. */
  lastBatchAt: time,
  lastOverdueAt: time,
  /** Slots that are not for batch. */
  reserve: z.int(),
  line: rowsOfDigits(
    [7, 6, 1, 1, 7, 3],
    ([score = 0, rank = 0, place, lane = 0, job = 0, tickets = 0]) => ({
      ...{ job, score, rank, lane, tickets, window: nameOf(place) },
    }),
  ),
  flights: rows(3, ([job = 0, grantedAt = 0, tickets = 0]) => ({ job, grantedAt, tickets })),
  windows: z.object({ account: windowSchema, realtime: windowSchema, expensive: windowSchema }),
});

export const summarySchema = writtenSchema.transform(({ base, idBase, line, ...summary }) => ({
  ...summary,
  line: line.map((row) => ({ ...row, job: row.job + idBase, score: row.score + base })),
}));
export type Summary = z.infer<typeof summarySchema>;

/** The windows a call of this class charges: the account's, and its own where that is another. */
function windowsCharged({ windows }: Pick<Summary, "windows">, name: WindowName) {
  return name === "account" ? [windows.account] : [windows.account, windows[name]];
}

/** How long each state keeps a call back, beside the others. */
const SEVERITY: Record<WindowState["state"], number> = {
  closed: 0,
  "half-open": 1,
  open: 2,
  held: 3,
};

/** The breaker that keeps a call of this class back the longest; one that is closed when none does. */
export function breakerFor(summary: Pick<Summary, "windows">, name: WindowName): WindowState {
  return windowsCharged(summary, name).reduce((one, other) => {
    const more = SEVERITY[other.state] - SEVERITY[one.state];
    return more > 0 || (more === 0 && other.untilAt > one.untilAt) ? other : one;
  });
}

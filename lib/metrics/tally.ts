import { z } from "zod";

const number = z.number().default(0);

/** Requests and how they were answered. Only nonzero counts are written. */
export const countsSchema = z.object({
  calls: number,
  hits: number,
  stale: number,
  misses: number,
  shared: number,
  denied: number,
});
export type Counts = z.infer<typeof countsSchema>;

/**
 * Count per value: outcomes, or milliseconds with two significant digits, so that the number of
 * values is bounded.
 */
const spreadSchema = z.record(z.string(), z.number()).default({});
export type Spread = z.infer<typeof spreadSchema>;

/** What happened in one span of time. */
export const tallySchema = countsSchema.extend({
  failed: number,
  /** Calls by outcome, including calls that were not sent. */
  outcomes: spreadSchema,
  /** Values that could not be read, by endpoint and name: `gex implied_volatility`. */
  unreadable: spreadSchema,
  queueMax: number,
  waits: spreadSchema,
  latencies: spreadSchema,
});
export type Tally = z.infer<typeof tallySchema>;

export const emptyCounts = (): Counts => countsSchema.parse({});
export const emptyTally = (): Tally => tallySchema.parse({});

export function addCounts(to: Counts, more: Counts): void {
  to.calls += more.calls;
  to.hits += more.hits;
  to.stale += more.stale;
  to.misses += more.misses;
  to.shared += more.shared;
  to.denied += more.denied;
}

export function addTally(to: Tally, more: Tally): void {
  addCounts(to, more);
  to.failed += more.failed;
  to.queueMax = Math.max(to.queueMax, more.queueMax);
  addSpread(to.outcomes, more.outcomes);
  addSpread(to.unreadable, more.unreadable);
  addSpread(to.waits, more.waits);
  addSpread(to.latencies, more.latencies);
}

function addSpread(to: Spread, more: Spread): void {
  for (const [value, times] of Object.entries(more)) to[value] = (to[value] ?? 0) + times;
}

/** Counts one more of a value. */
export function spreadValue(to: Spread, milliseconds: number): void {
  const value = String(twoDigits(milliseconds));
  to[value] = (to[value] ?? 0) + 1;
}

/** Rounds milliseconds to two significant digits: 7, 43, 310, 12000. */
function twoDigits(milliseconds: number): number {
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 100) return whole;
  const unit = 10 ** (String(whole).length - 2);
  return Math.round(whole / unit) * unit;
}

/** Returns a quantile (nearest rank); null without values. */
export function quantile(spread: Spread, share: number): number | null {
  const rows = Object.entries(spread).map(([value, times]) => [Number(value), times] as const);
  const total = rows.reduce((sum, [, times]) => sum + times, 0);
  let left = Math.max(1, Math.ceil(total * share));
  for (const [value, times] of rows.sort(([one], [other]) => one - other)) {
    left -= times;
    if (left <= 0) return value;
  }
  return null;
}

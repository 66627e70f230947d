import { z } from "zod";
import { metricsPolicy } from "@/lib/policy";
import { keep } from "./keep";
import { addCounts, type Counts, countsSchema } from "./tally";

/** What one caller asked for in one hour. It is written as a row: there are thousands of them. */
class CallerTally {
  calls = 0;
  hits = 0;
  stale = 0;
  misses = 0;
  shared = 0;
  denied = 0;
  /** What it is kept for: every ask and call counts, less what was taken off to make room. */
  weight = 0;

  constructor(
    /** When it was seen last, ms. */
    public seenAt: number,
  ) {}

  /** Its numbers in a fixed order, without the zeros at the end. */
  toJSON(): string {
    const { seenAt, weight, hits, misses, calls, shared, stale, denied } = this;
    return [seenAt, weight, hits, misses, calls, shared, stale, denied]
      .join(" ")
      .replace(/( 0)+$/, "");
  }
}

function readRow(text: string): CallerTally {
  const [seenAt, ...counts] = text.split(" ").map((word) => Number(word) || 0);
  const [weight = 0, hits = 0, misses = 0, calls = 0, shared = 0, stale = 0, denied = 0] = counts;
  const kept = { weight, hits, misses, calls, shared, stale, denied };
  return Object.assign(new CallerTally(seenAt ?? 0), kept);
}

/** The callers of one hour, by id, and everybody else together. */
export const callerTalliesSchema = z.object({
  callers: z.record(z.string(), z.string().transform(readRow)),
  others: countsSchema,
});
export type CallerTallies = z.infer<typeof callerTalliesSchema>;

/**
 * Adds one table to another and keeps the heaviest; the rest are summed up as others. The weight of
 * the first that goes is taken off all that stay (Misra and Gries), so that one who comes late and
 * asks much gets in: whoever made a 200th part of the traffic is always there, with at most what
 * came before it got in among the others.
 */
export function addCallers(to: CallerTallies, more: CallerTallies): void {
  addCounts(to.others, more.others);
  for (const [id, tally] of Object.entries(more.callers)) addCaller(to, id, tally);
  keepHeaviest(to, metricsPolicy.callersPerHour);
}

function addCaller(to: CallerTallies, id: string, more: CallerTally): void {
  const known = keep(to.callers, id, () => new CallerTally(0));
  addCounts(known, more);
  known.weight += more.weight;
  known.seenAt = Math.max(known.seenAt, more.seenAt);
}

export function keepHeaviest(to: CallerTallies, most: number): void {
  const rows = Object.entries(to.callers);
  if (rows.length <= most) return;
  rows.sort(([, one], [, other]) => other.weight - one.weight || other.seenAt - one.seenAt);
  const taken = rows[most]?.[1].weight ?? 0;
  for (const [, tally] of rows.slice(most)) addCounts(to.others, tally);
  const kept = rows.slice(0, most);
  for (const [, tally] of kept) tally.weight = Math.max(0, tally.weight - taken);
  to.callers = Object.fromEntries(kept);
}

/** One more ask or call of a caller; whether it was not in the table. */
export function countCaller(
  to: CallerTallies,
  id: string,
  what: keyof Counts,
  seenAt: number,
): boolean {
  const isNew = !Object.hasOwn(to.callers, id);
  const known = keep(to.callers, id, () => new CallerTally(seenAt));
  known[what] += 1;
  known.weight += 1;
  known.seenAt = Math.max(known.seenAt, seenAt);
  return isNew;
}

import { z } from "zod";
import { metricsPolicy } from "@/lib/policy";
import { getOrCreate } from "./get-or-create";
import { addCounts, type Counts, countsSchema } from "./tally";

/** One caller's requests in one hour. Stored as a row, because there are thousands. */
class CallerTally {
  calls = 0;
  hits = 0;
  stale = 0;
  misses = 0;
  shared = 0;
  denied = 0;
  /** Rank of the caller: all its requests and calls, minus what was deducted to make room. */
  weight = 0;

  constructor(
    /** Last request, ms. */
    public seenAt: number,
  ) {}

  /** Its numbers in a fixed order, without trailing zeros. */
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

/** The callers of one hour by id, and the sum of the others. */
export const callerTalliesSchema = z.object({
  callers: z.record(z.string(), z.string().transform(readRow)),
  others: countsSchema,
});
export type CallerTallies = z.infer<typeof callerTalliesSchema>;

/**
 * Adds one table to another and keeps the top callers (Misra-Gries); the rest are summed. The
 * weight of the heaviest dropped caller is deducted from all that stay, so that a caller that comes
 * late can still enter. Any caller with at least 1/200 of the traffic is always listed; its count
 * may miss what it did before it entered the table.
 */
export function addCallers(to: CallerTallies, more: CallerTallies): void {
  addCounts(to.others, more.others);
  for (const [id, tally] of Object.entries(more.callers)) addCaller(to, id, tally);
  keepHeaviest(to, metricsPolicy.callersPerHour);
}

function addCaller(to: CallerTallies, id: string, more: CallerTally): void {
  const known = getOrCreate(to.callers, id, () => new CallerTally(0));
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

/** Counts one request or call of a caller. Returns whether the caller was new to the table. */
export function countCaller(
  to: CallerTallies,
  id: string,
  what: keyof Counts,
  seenAt: number,
): boolean {
  const isNew = !Object.hasOwn(to.callers, id);
  const known = getOrCreate(to.callers, id, () => new CallerTally(seenAt));
  known[what] += 1;
  known.weight += 1;
  known.seenAt = Math.max(known.seenAt, seenAt);
  return isNew;
}

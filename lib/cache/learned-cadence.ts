import { z } from "zod";
import type { Day } from "@/lib/new-york-time";
import { cadencePolicy } from "@/lib/policy";
import { type DatedReply, isAdvance } from "./copy-cadence";
import { parseJson } from "./entry";
import type { LookSchedule } from "./look-schedule";
import type { MarketCalendar } from "./market-calendar";

/**
 * What is learned of one endpoint, from all its symbols: the sessions in which data came often, and
 * those in which it did not. Days ascending. `probed`: the last session with a probe.
 */
const learnedSchema = z.object({
  often: z.array(z.iso.date()).catch([]),
  seldom: z.array(z.iso.date()).catch([]),
  probed: z.iso.date().nullable().catch(null),
});
export type Learned = z.infer<typeof learnedSchema>;

export const NOTHING_LEARNED: Learned = { often: [], seldom: [], probed: null };

/** Decodes what the store has. Anything unreadable counts as nothing learned. */
export function decodeLearned(text: unknown): Learned {
  const learned = learnedSchema.safeParse(parseJson(text));
  return learned.success ? learned.data : NOTHING_LEARNED;
}

/** What one reply shows; null: nothing. */
export type CadenceSign = { kind: "often" | "seldom"; day: Day };

/**
 * Whether data comes every few minutes at `now` (ms): it came often on two of five sessions in a
 * row, within the last five, and on two sessions since then it did not.
 */
export function isContinuous(learned: Learned, now: number, calendar: MarketCalendar): boolean {
  const { often } = learned;
  const last = often.at(-1);
  if (last === undefined || last < firstOfFive(now, calendar)) return false;
  if (countSeldom(learned, last, null) >= cadencePolicy.oftenDays) return false;
  const lastOpensAt = calendar.sessionOf(last)?.opensAt ?? now;
  const from = firstOfFive(lastOpensAt, calendar);
  const before = often.filter((day) => day >= from && day < last);
  // Days on both sides of a change are no evidence together.
  return before.some((day) => countSeldom(learned, day, last) < cadencePolicy.oftenDays);
}

function countSeldom({ often, seldom }: Learned, after: Day, before: Day | null): number {
  const within = seldom.filter((day) => day > after && (before === null || day < before));
  return within.filter((day) => !often.includes(day)).length;
}

/** The first of the five latest sessions that have opened by `ms`. */
function firstOfFive(ms: number, calendar: MarketCalendar): Day {
  let session = calendar.previousSession(ms);
  for (let step = 1; step < cadencePolicy.oftenSessions; step += 1) {
    session = calendar.previousSession(session.opensAt - 1);
  }
  return session.day;
}

/**
 * What a reply in session shows of the endpoint's cadence. `often`: two as-of times of one symbol
 * under an hour apart; where that is known already, also any new as-of time outside the looks.
 * `seldom`: data that is 30 minutes old.
 */
export function signOf(
  reply: DatedReply,
  known: { continuous: boolean; looks: LookSchedule; calendar: MarketCalendar },
): CadenceSign | null {
  const { asOf, fetchedAt, earlier } = reply;
  const { opensAt, closesAt, day } = known.calendar.previousSession(fetchedAt);
  if (fetchedAt >= closesAt || asOf > fetchedAt) return null;
  if (isAdvance(reply) && asOf >= opensAt) {
    const apart = earlier !== null && earlier.asOf >= opensAt ? asOf - earlier.asOf : null;
    const isSoon = apart !== null && apart < cadencePolicy.oftenWithinMs;
    const isOutside = asOf > known.looks.before(asOf).endsAt;
    if (isSoon || (known.continuous && isOutside)) return { kind: "often", day };
  }
  const isOld = fetchedAt - Math.max(asOf, opensAt) >= cadencePolicy.probeAfterMs;
  return isOld ? { kind: "seldom", day } : null;
}

import { cachePolicy, cadencePolicy } from "@/lib/policy";
import {
  type CopyCadence,
  type CopyDates,
  type DatedReply,
  isAdvance,
  type MissedLook,
} from "./copy-cadence";
import type { Look, LookSchedule } from "./look-schedule";
import type { MarketCalendar } from "./market-calendar";

type Rules = {
  looks: LookSchedule;
  calendar: MarketCalendar;
  /** Whether this copy may be asked for again between looks, to learn. */
  mayProbe: boolean;
};

/** A reply between the looks around its fetch. `datedAt`: its own time, at most the fetch's. */
type Placed = DatedReply & { datedAt: number; current: Look; next: Look; isOwed: boolean };

/**
 * Dates a copy of an upstream that publishes in looks only.
 *
 *   | look               | between                | last look          | closed               |
 *   | own minute, then   | updated: fresh         | own minute, then   | updated: fresh       |
 *   | +3, +6, +12 min    | not: end +5, each 30   | +3, +6, +12 min    | not: the same, 2 h   |
 *
 * A copy is fresh until the next look that begins after its own time. In that look it is asked for
 * at the symbol's own minute, then after longer waits while the replies are unchanged.
 */
export function dateByLooks(reply: DatedReply, rules: Rules): CopyDates {
  const { asOf, fetchedAt } = reply;
  const { looks, calendar } = rules;
  const current = looks.before(fetchedAt);
  // An upstream clock that is ahead must not extend a copy's life.
  const datedAt = Math.min(asOf, fetchedAt);
  const isOwed = datedAt < current.startsAt;
  const placed: Placed = { ...reply, datedAt, current, next: looks.after(fetchedAt), isOwed };
  const cadence = countReply(placed, looks);
  const until = isOwed ? owedUntil(placed, cadence, calendar) : worthAt(placed.next, cadence);
  const probeAt = rules.mayProbe ? probeTime(placed, calendar) : null;
  const isRunning = fetchedAt < current.endsAt;
  return {
    freshUntil: Math.max(probeAt ?? until, fetchedAt + cachePolicy.fetchedFreshMs),
    nextExpectedAt: (isOwed && isRunning ? current : placed.next).startsAt,
    missed: missedBy(placed, looks),
    heldUntil: isAdvance(reply) ? 0 : heldUntil(placed, cadence, until),
    isProbe: probeAt !== null,
    cadence,
  };
}

/** Counts an unchanged reply of this look, and notes the minute of a new one. */
function countReply(placed: Placed, looks: LookSchedule): CopyCadence {
  const { earlier, current, fetchedAt, isOwed } = placed;
  const look = current.startsAt;
  const minutes = noteMinute(placed, looks);
  if (earlier === null || isAdvance(placed)) return { look, unchanged: 0, minutes };
  const before = earlier.cadence.look === look ? earlier.cadence.unchanged : 0;
  // Asked before its own minute, an unchanged reply shows nothing.
  const isEarly = isOwed && fetchedAt < worthAt(current, { minutes });
  return { look, unchanged: isEarly ? before : before + 1, minutes };
}

function noteMinute(placed: Placed, looks: LookSchedule): number[][] {
  const { earlier, datedAt } = placed;
  const minutes = earlier?.cadence.minutes ?? [];
  const { index, startsAt, endsAt } = looks.before(datedAt);
  const isFirstOfLook = earlier === null || earlier.asOf < startsAt;
  if (!isAdvance(placed) || !isFirstOfLook || datedAt > endsAt) return minutes;
  const minute = Math.ceil((datedAt - startsAt) / 60_000);
  const noted = [...(minutes[index] ?? []), minute].slice(-cadencePolicy.sessionsRemembered);
  const length = Math.max(minutes.length, index + 1);
  return Array.from({ length }, (_, one) => (one === index ? noted : (minutes[one] ?? [])));
}

/** When one call is worth it: the symbol's usual minute, or the middle of the look. */
function worthAt({ index, startsAt, endsAt }: Look, { minutes }: Pick<CopyCadence, "minutes">) {
  const noted = (minutes[index] ?? []).toSorted((one, other) => one - other);
  const median = noted[Math.floor(noted.length / 2)];
  if (median === undefined) return startsAt + (endsAt - startsAt) / 2;
  return Math.min(startsAt + median * 60_000, endsAt);
}

/** How long to wait for the update that the current look owes. */
function owedUntil(placed: Placed, cadence: CopyCadence, calendar: MarketCalendar): number {
  const { current, next, fetchedAt } = placed;
  const ownMinute = worthAt(current, cadence);
  if (fetchedAt < ownMinute) return ownMinute;
  const late = current.endsAt + cadencePolicy.afterLookMs;
  if (fetchedAt < late) {
    const wait = cadencePolicy.unchangedWaitsMs[Math.max(cadence.unchanged, 1) - 1];
    const isOver = fetchedAt >= current.endsAt || wait === undefined;
    return isOver ? late : Math.min(fetchedAt + wait, late);
  }
  const again = fetchedAt + cadencePolicy.missingWaitMs;
  const isClosed = fetchedAt >= calendar.previousSession(fetchedAt).closesAt;
  const isGivenUp = isClosed && again > current.endsAt + cadencePolicy.missingAfterCloseMs;
  return isGivenUp || again >= next.startsAt ? worthAt(next, cadence) : again;
}

/** Until when an unchanged reply closes Refresh for everyone. */
function heldUntil(placed: Placed, { unchanged }: CopyCadence, until: number): number {
  const { fetchedAt, next, isOwed } = placed;
  const [firstWait] = cadencePolicy.unchangedWaitsMs;
  if (isOwed && unchanged === 0) return Math.min(until, fetchedAt + firstWait);
  if (isOwed) return until;
  if (unchanged > 1) return next.startsAt;
  return Math.min(fetchedAt + cadencePolicy.unchangedClosesMs, next.startsAt);
}

/** When to ask between looks, to learn; null: that would show nothing today. */
function probeTime(placed: Placed, calendar: MarketCalendar): number | null {
  const { datedAt, fetchedAt, next, isOwed } = placed;
  const probeAt = datedAt + cadencePolicy.probeAfterMs;
  if (isOwed || !isAdvance(placed) || probeAt <= fetchedAt) return null;
  const { closesAt } = calendar.previousSession(fetchedAt);
  return probeAt < Math.min(next.startsAt, closesAt) ? probeAt : null;
}

/** The looks that were over at the fetch and are not in the copy, from the latest backwards. */
function missedBy({ datedAt, fetchedAt, current }: Placed, looks: LookSchedule): MissedLook[] {
  const missed: MissedLook[] = [];
  let look = current.endsAt <= fetchedAt ? current : looks.before(current.startsAt - 1);
  while (look.startsAt > datedAt && missed.length < 2) {
    const missedAt = look.endsAt + cadencePolicy.missedAfterMs;
    missed.unshift({ expectedAt: look.startsAt, missedAt });
    look = looks.before(look.startsAt - 1);
  }
  return missed;
}

import { cachePolicy, cadencePolicy } from "@/lib/policy";
import { type CopyDates, type DatedReply, isAdvance, type MissedLook } from "./copy-cadence";
import { freshUntil, tradesSince } from "./freshness";
import type { MarketCalendar } from "./market-calendar";

/**
 * Dates a copy of data that comes every few minutes: fresh until 5 minutes after its own time in
 * session, longer after each unchanged reply, and by `freshUntil` while the market is closed.
 */
export function dateContinuously(reply: DatedReply, calendar: MarketCalendar): CopyDates {
  const { asOf, fetchedAt, earlier } = reply;
  const { opensAt } = calendar.previousSession(fetchedAt);
  const isNew = isAdvance(reply);
  const before = earlier?.cadence.look === opensAt ? earlier.cadence.unchanged : 0;
  const unchanged = isNew ? 0 : before + 1;
  const changesAt = freshUntil("gex", asOf, fetchedAt, calendar);
  const since = tradesSince(fetchedAt, calendar);
  const isWaiting = unchanged > 0 && since !== null;
  const wait = cadencePolicy.unchangedWaitsMs[unchanged - 1] ?? cadencePolicy.missingWaitMs;
  const until = isWaiting ? Math.max(changesAt, fetchedAt + wait) : changesAt;
  return {
    freshUntil: until,
    nextExpectedAt: null,
    missed: since === null ? [] : missedSince(Math.max(asOf, since), fetchedAt),
    heldUntil: isWaiting ? until : 0,
    isProbe: false,
    cadence: { look: opensAt, unchanged, minutes: earlier?.cadence.minutes ?? [] },
  };
}

/** A reply with old data shows that the updates since then did not come. */
function missedSince(datedAt: number, fetchedAt: number): MissedLook[] {
  const { frozenAfterMs, frozenLongAfterMs } = cadencePolicy;
  return [frozenAfterMs, frozenLongAfterMs].flatMap((afterMs, index) =>
    fetchedAt - datedAt < afterMs
      ? []
      : [
          {
            expectedAt: datedAt + (index + 1) * cachePolicy.sessionRefreshMs,
            missedAt: datedAt + afterMs,
          },
        ],
  );
}

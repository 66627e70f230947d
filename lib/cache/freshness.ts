import type { Resource } from "@/lib/contract/resource";
import type { StoredSnapshot } from "@/lib/contract/snapshot";
import { cachePolicy } from "@/lib/policy";
import type { MarketCalendar } from "./market-calendar";

/**
 * Until when a copy is the newest there can be (ms), fixed when it is written. `asOf` is the
 * upstream's own time, `fetchedAt` the store's. Never under 60 s after the fetch: a frozen feed is
 * shown as old, but not asked in a loop.
 *
 *   08:00      09:30                       close + 15 min                          08:00, next session
 *     | pre-open |  session                      |  quiet                             |
 *     | hold to  |  asOf + 5 min                 |  dated in here: hold to its end    |
 *     | 09:35    |  (before 09:35: hold to it)   |  older: as long again as it is old |
 *
 * A copy fetched while quiet but dated before (the settlement is late, or the feed froze) waits as
 * long again as the quiet has lasted: a dozen questions over a weekend, not one a minute.
 *
 * A history gains a day at each settlement, and holds until the next one.
 */
export function freshUntil(
  resource: Resource,
  asOf: number,
  fetchedAt: number,
  calendar: MarketCalendar,
): number {
  // An upstream clock that is ahead must not make its copy last longer.
  const datedAt = Math.min(asOf, fetchedAt);
  const changesAt = resource === "history" ? nextDayAt : nextChangeAt;
  return Math.max(changesAt(datedAt, fetchedAt, calendar), fetchedAt + cachePolicy.fetchedFreshMs);
}

/** What a copy must tell for its next refresh to be judged (ISO 8601). */
export type Dated = Pick<StoredSnapshot, "fetchedAt" | "freshUntil">;

/**
 * Whether the upstream may have something newer than this copy at `now` (ms). While the market
 * trades always; while it is closed only once the copy has run out, or when it is from before.
 */
export function canAnythingNewerExist(copy: Dated, now: number, calendar: MarketCalendar): boolean {
  const stretch = stretchAt(now, calendar);
  if (stretch.kind === "session") return true;
  return Date.parse(copy.fetchedAt) < stretch.startsAt || now >= Date.parse(copy.freshUntil);
}

/**
 * The moment (ms) from which a forced refresh asks the upstream again: `cooldownMs` after the fetch,
 * or later when nothing newer can exist by then.
 */
export function refreshableAt(copy: Dated, cooldownMs: number, calendar: MarketCalendar): number {
  const cooledAt = Date.parse(copy.fetchedAt) + cooldownMs;
  if (canAnythingNewerExist(copy, cooledAt, calendar)) return cooledAt;
  return Math.min(Date.parse(copy.freshUntil), stretchAt(cooledAt, calendar).endsAt);
}

/** A part of the trading day, as far as the upstream's figures are concerned. */
type Stretch = { kind: "pre-open" | "session" | "quiet"; startsAt: number; endsAt: number };

function stretchAt(ms: number, calendar: MarketCalendar): Stretch {
  const last = calendar.previousSession(ms);
  const settledAt = last.closesAt + cachePolicy.settlementAfterCloseMs;
  if (ms < settledAt) return { kind: "session", startsAt: last.opensAt, endsAt: settledAt };
  const next = calendar.nextSession(ms);
  return ms < next.preOpenAt
    ? { kind: "quiet", startsAt: settledAt, endsAt: next.preOpenAt }
    : { kind: "pre-open", startsAt: next.preOpenAt, endsAt: next.opensAt };
}

function nextChangeAt(datedAt: number, fetchedAt: number, calendar: MarketCalendar): number {
  const stretch = stretchAt(fetchedAt, calendar);
  switch (stretch.kind) {
    case "pre-open":
      return stretch.endsAt + cachePolicy.sessionRefreshMs;
    case "session":
      return Math.max(datedAt, stretch.startsAt) + cachePolicy.sessionRefreshMs;
    case "quiet":
      return datedAt >= stretch.startsAt
        ? stretch.endsAt
        : Math.min(stretch.endsAt, fetchedAt + (fetchedAt - stretch.startsAt));
    default:
      return stretch.kind satisfies never;
  }
}

/** When a history has one more day. One that lacks the day just settled is late, as above. */
function nextDayAt(datedAt: number, fetchedAt: number, calendar: MarketCalendar): number {
  const last = calendar.previousSession(fetchedAt);
  const settledAt = last.closesAt + cachePolicy.settlementAfterCloseMs;
  // A market that never closes has a new day all the same.
  if (fetchedAt < settledAt) return Math.min(settledAt, fetchedAt + cachePolicy.historyFreshMaxMs);
  const nextAt = calendar.nextSession(fetchedAt).closesAt + cachePolicy.settlementAfterCloseMs;
  // By its date: the upstream may tell the day alone, or its last look before the close.
  const hasDay = new Date(datedAt).toISOString().slice(0, 10) >= last.day;
  return hasDay ? nextAt : Math.min(nextAt, fetchedAt + (fetchedAt - settledAt));
}

import type { Resource } from "@/lib/contract/market/resource";
import type { StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import { cachePolicy } from "@/lib/policy";
import type { MarketCalendar, Session } from "./market-calendar";

/**
 * For data that comes every few minutes, and for a history: the earliest time (ms) at which newer
 * data can exist; fixed on write. `asOf` is the upstream's time,
 * `fetchedAt` the store's. At least 60 s after the fetch, so a frozen feed shows as stale but is not
 * polled in a loop.
 *
 *   08:00      09:30                       close + 15 min                          08:00, next session
 *     | pre-open |  session                      |  quiet                             |
 *     | until    |  asOf + 5 min                 |  dated in here: until its end      |
 *     | 09:35    |  (at least until 09:35)       |  older: as long again as it is old |
 *
 * A copy fetched in the quiet time but dated before it (late settlement, or a frozen feed) stays for
 * as long again as the quiet time has lasted: a dozen calls over a weekend, not one a minute.
 *
 * A history gains a day at each settlement, and stays until the next one.
 */
export function freshUntil(
  resource: Resource,
  asOf: number,
  fetchedAt: number,
  calendar: MarketCalendar,
): number {
  // An upstream clock that is ahead must not extend a copy's life.
  const datedAt = Math.min(asOf, fetchedAt);
  const changesAt = resource === "history" ? nextDayAt : nextChangeAt;
  return Math.max(changesAt(datedAt, fetchedAt, calendar), fetchedAt + cachePolicy.fetchedFreshMs);
}

/** When a history gains its next day (ms); null: it is a day like any other (always open). */
export function nextSettlementAt(
  asOf: number,
  fetchedAt: number,
  calendar: MarketCalendar,
): number | null {
  if (!calendar.hasWeekends) return null;
  const settledAt = settlementOf(calendar.previousSession(fetchedAt));
  if (fetchedAt < settledAt || !hasLatestDay(asOf, fetchedAt, calendar)) return settledAt;
  return settlementOf(calendar.nextSession(fetchedAt));
}

/** Since when the market trades at `ms`; null: it is closed, or its figures have settled. */
export function tradesSince(ms: number, calendar: MarketCalendar): number | null {
  const { kind, startsAt } = stretchAt(ms, calendar);
  return kind === "session" ? startsAt : null;
}

/** The fields of a copy that decide when it can be refreshed (ISO 8601). */
export type Dated = Pick<
  StoredSnapshot,
  "fetchedAt" | "freshUntil" | "nextExpectedAt" | "heldUntil"
>;

/**
 * Whether the upstream may have newer data than this copy at `now` (ms). Always while the market
 * trades. While it is closed: only if the copy has expired, or dates from before the close.
 */
export function canAnythingNewerExist(copy: Dated, now: number, calendar: MarketCalendar): boolean {
  const stretch = stretchAt(now, calendar);
  if (stretch.kind === "session") return true;
  return Date.parse(copy.fetchedAt) < stretch.startsAt || now >= Date.parse(copy.freshUntil);
}

/**
 * When a forced refresh may call the upstream again (ms, seen from `now`): `cooldownMs` after the
 * fetch, later after an unchanged reply, and later if no newer data can exist by then.
 */
export function refreshableAt(
  copy: Dated,
  cooldownMs: number,
  calendar: MarketCalendar,
  now: number,
): number {
  const cooledAt = Math.max(
    Date.parse(copy.fetchedAt) + cooldownMs,
    copy.heldUntil === undefined ? 0 : Date.parse(copy.heldUntil),
  );
  if (copy.nextExpectedAt !== null) {
    // The day's last word stays until the next update is due.
    const at = Math.max(cooledAt, now);
    const isClosed = at >= calendar.previousSession(at).closesAt;
    const isLast = isClosed && at < Date.parse(copy.freshUntil);
    return isLast ? Math.max(cooledAt, Date.parse(copy.nextExpectedAt)) : cooledAt;
  }
  if (canAnythingNewerExist(copy, cooledAt, calendar)) return cooledAt;
  const { endsAt } = stretchAt(cooledAt, calendar);
  return Math.max(cooledAt, Math.min(Date.parse(copy.freshUntil), endsAt));
}

/** A part of the trading day, by how the upstream's data changes. */
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

/** When a history gains its next day. A history without the day just settled is late, as above. */
function nextDayAt(datedAt: number, fetchedAt: number, calendar: MarketCalendar): number {
  const settledAt = settlementOf(calendar.previousSession(fetchedAt));
  // A market that never closes gains a day too.
  if (fetchedAt < settledAt) return Math.min(settledAt, fetchedAt + cachePolicy.historyFreshMaxMs);
  const nextAt = settlementOf(calendar.nextSession(fetchedAt));
  if (hasLatestDay(datedAt, fetchedAt, calendar)) return nextAt;
  return Math.min(nextAt, fetchedAt + (fetchedAt - settledAt));
}

/** Compared by date: the upstream may report the day alone, or a time before the close. */
function hasLatestDay(datedAt: number, fetchedAt: number, calendar: MarketCalendar): boolean {
  const { day } = calendar.previousSession(fetchedAt);
  return new Date(datedAt).toISOString().slice(0, 10) >= day;
}

function settlementOf({ closesAt }: Session): number {
  return closesAt + cachePolicy.settlementAfterCloseMs;
}

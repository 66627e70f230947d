import type { LookTimes, UpstreamLooks } from "@/lib/environment/look-times";
import { type Day, newYorkTime } from "@/lib/new-york-time";
import { cadencePolicy } from "@/lib/policy";
import type { MarketCalendar, Session } from "./market-calendar";

/** One look: a stretch of one session in which the upstream publishes. Times: ms since 1970. */
export type Look = {
  /** Which look of the day, from 0. */
  index: number;
  startsAt: number;
  endsAt: number;
};

/** The looks of all sessions. */
export type LookSchedule = {
  /** The latest look that has begun by `ms`. It may be over. */
  before(ms: number): Look;
  /** The first look that begins after `ms`. */
  after(ms: number): Look;
  /**
   * From when on, ms, an update of this day is its closing one: the last of several looks, or the
   * close. Null: no session.
   */
  closingFrom(day: Day): number | null;
};

/** The looks of a day as configured. Continuous data is placed in the default ones. */
export function lookTimesOf(looks: UpstreamLooks): readonly LookTimes[] {
  return typeof looks === "string" ? cadencePolicy.looks : looks;
}

/** How many days to cache: requests need the same few repeatedly. */
const DAYS_REMEMBERED = 64;

/**
 * Places looks in the sessions of a calendar. On an early close the last look ends at the close,
 * and an earlier look that would overlap it is left out.
 */
export function createLookSchedule(
  times: readonly LookTimes[],
  calendar: MarketCalendar,
): LookSchedule {
  const remembered = new Map<Day, Look[]>();

  function looksOf(session: Session): Look[] {
    const known = remembered.get(session.day);
    if (known) return known;
    if (remembered.size >= DAYS_REMEMBERED) remembered.clear();
    const looks = placeLooks(times, session);
    remembered.set(session.day, looks);
    return looks;
  }

  function before(ms: number): Look {
    for (let at = ms; ; ) {
      const session = calendar.previousSession(at);
      const look = looksOf(session).findLast(({ startsAt }) => startsAt <= ms);
      if (look) return look;
      at = session.opensAt - 1;
    }
  }

  function after(ms: number): Look {
    const today = looksOf(calendar.previousSession(ms)).find(({ startsAt }) => startsAt > ms);
    if (today) return today;
    for (let at = ms; ; ) {
      const session = calendar.nextSession(at);
      const [look] = looksOf(session);
      if (look) return look;
      at = session.opensAt;
    }
  }

  function closingFrom(day: Day): number | null {
    const session = calendar.sessionOf(day);
    if (session === null) return null;
    const last = looksOf(session).at(-1);
    return last && last.index > 0 ? last.startsAt : session.closesAt;
  }

  return { before, after, closingFrom };
}

function placeLooks(times: readonly LookTimes[], session: Session): Look[] {
  const looks = times.map(({ startMinute, endMinute }, index) => ({
    index,
    startsAt: newYorkTime(session.day, 0, startMinute),
    endsAt: newYorkTime(session.day, 0, endMinute),
  }));
  const last = looks.at(-1);
  if (!last || last.endsAt <= session.closesAt) return looks;
  const early = newYorkTime(session.day, cadencePolicy.regularCloseHour) - session.closesAt;
  const moved = { ...last, startsAt: last.startsAt - early, endsAt: last.endsAt - early };
  return [...looks.slice(0, -1).filter(({ endsAt }) => endsAt <= moved.startsAt), moved];
}

import { addDays, type Day, isWeekend, newYorkDay, newYorkTime } from "@/lib/new-york-time";
import { cachePolicy } from "@/lib/policy";
import { MARKET_TABLE } from "./market-table";

/**
 * When the market trades. Regular sessions are 09:30-16:00 New York (13:00 on early closes). On
 * trading days "pre" is 04:00 to the open and "after" the close to 20:00 (17:00 on early closes). Otherwise the market is
 * "closed". All times: ms since 1970.
 */
export type MarketCalendar = {
  marketAt(nowMs: number): Market;
  /** The session of a New York day; null: closed all day. */
  sessionOf(day: Day): Session | null;
  /** The latest session that has opened by `ms`. It may be over. */
  previousSession(ms: number): Session;
  /** The first session that opens after `ms`. */
  nextSession(ms: number): Session;
  /** False: all days are alike, and weekend limits do not apply. */
  hasWeekends: boolean;
};

/** `nextChangeAt`: when `state` changes next; null: never. */
export type Market = {
  state: "pre" | "open" | "after" | "closed";
  nextChangeAt: number | null;
};

export type Session = {
  day: Day;
  /** 08:00: overnight open interest is published. */
  preOpenAt: number;
  opensAt: number;
  closesAt: number;
};

const OPEN = { hour: 9, minute: 30 };
const CLOSE_HOUR = 16;
const EARLY_CLOSE_HOUR = 13;
const PRE_HOUR = 4;
const AFTER_ENDS_HOUR = 20;
/** Source: NYSE's trading hours, the late sessions of its early-close days. */
const AFTER_ENDS_EARLY_HOUR = 17;

/** How many sessions to cache: status requests need the same few repeatedly. */
const SESSIONS_REMEMBERED = 64;

/** The calendar of the New York Stock Exchange. */
export function createNyseCalendar(): MarketCalendar {
  const remembered = new Map<Day, Session | null>();

  function sessionOf(day: Day): Session | null {
    const known = remembered.get(day);
    if (known !== undefined) return known;
    if (remembered.size >= SESSIONS_REMEMBERED) remembered.clear();
    const session = readSession(day);
    remembered.set(day, session);
    return session;
  }

  function findSession(from: Day, step: 1 | -1, fits: (session: Session) => boolean): Session {
    for (let day = from; ; day = addDays(day, step)) {
      const session = sessionOf(day);
      if (session && fits(session)) return session;
    }
  }

  const previousSession = (ms: number) =>
    findSession(newYorkDay(ms), -1, (session) => session.opensAt <= ms);
  const nextSession = (ms: number) =>
    findSession(newYorkDay(ms), 1, (session) => session.opensAt > ms);

  function marketAt(nowMs: number): Market {
    const last = previousSession(nowMs);
    if (nowMs < last.closesAt) return { state: "open", nextChangeAt: last.closesAt };
    const isEarly = MARKET_TABLE.earlyCloses.has(last.day);
    const afterEndsAt = newYorkTime(last.day, isEarly ? AFTER_ENDS_EARLY_HOUR : AFTER_ENDS_HOUR);
    if (nowMs < afterEndsAt) return { state: "after", nextChangeAt: afterEndsAt };
    const next = nextSession(nowMs);
    const preStartsAt = newYorkTime(next.day, PRE_HOUR);
    if (nowMs < preStartsAt) return { state: "closed", nextChangeAt: preStartsAt };
    return { state: "pre", nextChangeAt: next.opensAt };
  }

  return {
    marketAt,
    sessionOf,
    previousSession,
    nextSession,
    hasWeekends: true,
  };
}

/** The last moment that ISO 8601 can write with a four-digit year. */
const NEVER = Date.UTC(9999, 11, 31);

/** The demo market's calendar: one endless session. */
export function createAlwaysOpenCalendar(): MarketCalendar {
  const session = (opensAt: number): Session => ({
    day: new Date(opensAt).toISOString().slice(0, 10),
    preOpenAt: opensAt,
    opensAt,
    closesAt: NEVER,
  });
  return {
    marketAt: () => ({ state: "open", nextChangeAt: null }),
    sessionOf: (day) => session(newYorkTime(day, 0)),
    previousSession: () => session(0),
    nextSession: () => session(NEVER),
    hasWeekends: false,
  };
}

/** Returns the calendar that MARKET_HOURS selects. */
export function createMarketCalendar(hours: "nyse" | "always-open"): MarketCalendar {
  return hours === "nyse" ? createNyseCalendar() : createAlwaysOpenCalendar();
}

function readSession(day: Day): Session | null {
  if (isWeekend(day) || MARKET_TABLE.closedDays.has(day)) return null;
  const closeHour = MARKET_TABLE.earlyCloses.has(day) ? EARLY_CLOSE_HOUR : CLOSE_HOUR;
  return {
    day,
    preOpenAt: newYorkTime(day, cachePolicy.preOpenHour),
    opensAt: newYorkTime(day, OPEN.hour, OPEN.minute),
    closesAt: newYorkTime(day, closeHour),
  };
}

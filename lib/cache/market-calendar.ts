import { cachePolicy } from "@/lib/policy";
import { MARKET_TABLE } from "./market-table";
import { addDays, type Day, isWeekend, newYorkDay, newYorkTime } from "./new-york-time";

/**
 * When the market trades. Regular sessions are 09:30-16:00 New York (13:00 on early closes); "pre"
 * is 04:00 until the open and "after" the close until 20:00, on trading days only; all else is
 * "closed". All times are milliseconds since 1970.
 */
export type MarketCalendar = {
  marketAt(nowMs: number): Market;
  /** The session of a New York day; null when the market is closed all day. */
  sessionOf(day: Day): Session | null;
  /** The latest session that has opened by `ms`; it may be over. */
  previousSession(ms: number): Session;
  /** The first session that opens after `ms`. */
  nextSession(ms: number): Session;
  /** True when `ms` is past the table of holidays: every weekday then passes for a trading day. */
  isTableEnded(ms: number): boolean;
};

/** `nextChangeAt`: when `state` will be another one; null: never. */
export type Market = {
  state: "pre" | "open" | "after" | "closed";
  nextChangeAt: number | null;
};

export type Session = {
  day: Day;
  /** 08:00: the night's open interest is out. */
  preOpenAt: number;
  opensAt: number;
  closesAt: number;
};

const OPEN = { hour: 9, minute: 30 };
const CLOSE_HOUR = 16;
const EARLY_CLOSE_HOUR = 13;
const PRE_HOUR = 4;
const AFTER_ENDS_HOUR = 20;

/** Days whose sessions are remembered: a status answer needs the same few over and over. */
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
    const afterEndsAt = newYorkTime(last.day, AFTER_ENDS_HOUR);
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
    isTableEnded: (ms) => newYorkDay(ms) > MARKET_TABLE.lastDay,
  };
}

/** The last moment that ISO 8601 dates can tell in four digits. */
const NEVER = Date.UTC(9999, 11, 31);

/** The demo market's calendar: one session without end. */
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
    isTableEnded: () => false,
  };
}

/** The calendar that MARKET_HOURS names. */
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

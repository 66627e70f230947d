import type { Environment } from "@/lib/environment/environment";
import { isWeekend, newYorkTime } from "@/lib/new-york-time";
import { demoFraction } from "./demo-fraction";
import { MINUTE_MS } from "./demo-path";

type Session = { day: string; opensAt: number; closesAt: number };

/** The trading days and hours of the demo market (times in ms). */
export type DemoCalendar = {
  /** The latest session that has opened by `ms`. It may be over. */
  previousSession(ms: number): Session;
  /** The session of a New York day; null: closed all day. */
  sessionOf(day: string): Session | null;
  /** False: the market never closes. */
  hasWeekends: boolean;
};

/** When the demo market publishes a symbol. */
export type DemoLooks = {
  /** The as-of time (ms) of what is published at `now`. */
  asOf(symbol: string, now: number): number;
  /** The as-of time (ms) of the last update of a New York day; null: no trading on it. */
  lastOf(symbol: string, day: string): number | null;
};

/** Minutes in which a symbol is published after the open and before the close. */
const LOOK_MINUTES = 40;
/** A symbol has its usual minute, from the third on, and is early or late by up to two. */
const FIRST_MINUTE = 3;
const USUAL_MINUTES = 33;
const JITTER_MINUTES = 2;
const CLOSE_HOUR = 16;

/**
 * The updates of the demo market. `two-a-day`: one in the first 40 minutes of a session and one in
 * the last 40, each symbol at about its own minute, as the vendor's plans have by default.
 * `premium`: on demand, to the minute, while the market trades.
 */
export function createDemoLooks(
  calendar: DemoCalendar,
  cadence: Environment["upstream"]["demoCadence"],
): DemoLooks {
  /** When a session ends. One that never ends is cut into days of New York. */
  const endOf = ({ day, closesAt }: Session) =>
    calendar.hasWeekends ? closesAt : newYorkTime(day, CLOSE_HOUR);
  const lookAfter = (start: number, symbol: string, name: string) =>
    start + secondsInto(symbol, name) * 1_000;
  const openingOf = (session: Session, symbol: string) =>
    lookAfter(session.opensAt, symbol, `open ${session.day}`);
  const closingOf = (session: Session, symbol: string) =>
    lookAfter(endOf(session) - LOOK_MINUTES * MINUTE_MS, symbol, `close ${session.day}`);
  // Two updates a day need an open and a close.
  const isTwoADay = cadence === "two-a-day" && calendar.hasWeekends;

  function twoADay(symbol: string, now: number): number {
    const session = calendar.previousSession(now);
    const [opening, closing] = [openingOf(session, symbol), closingOf(session, symbol)];
    if (now >= closing) return closing;
    if (now >= opening) return opening;
    return closingOf(calendar.previousSession(session.opensAt - 1), symbol);
  }

  function onDemand(now: number): number {
    const { closesAt } = calendar.previousSession(now);
    return Math.floor(Math.min(now, closesAt) / MINUTE_MS) * MINUTE_MS;
  }

  return {
    asOf: (symbol, now) => (isTwoADay ? twoADay(symbol, now) : onDemand(now)),
    lastOf(symbol, day) {
      const session = calendar.sessionOf(day);
      if (session === null || isWeekend(day)) return null;
      return isTwoADay ? closingOf(session, symbol) : endOf(session);
    },
  };
}

function secondsInto(symbol: string, name: string): number {
  const look = name.slice(0, name.indexOf(" "));
  const usual = FIRST_MINUTE + USUAL_MINUTES * demoFraction(symbol, look);
  const early = JITTER_MINUTES * (2 * demoFraction(symbol, name) - 1);
  return Math.round((usual + early) * 60);
}

import { createHash } from "node:crypto";
import { createNyseCalendar, type Session } from "@/lib/cache/market-calendar";
import { addDays, type Day, newYorkDay } from "@/lib/new-york-time";

export const calendar = createNyseCalendar();
const MINUTE = 60_000;
const LOOK_MS = 40 * MINUTE;
/** A symbol's own minute lies in this part of a look, so that its jitter stays in the look. */
const OWN_MINUTES = { from: 3, to: 36 };
const JITTER_MS = 2 * MINUTE;
const OFTEN_MS = 5 * MINUTE;

/** How the upstream publishes on a session. */
export type Publishing = "two looks" | "second look fails" | "continuous";

/** When the upstream published a symbol on a day, ms, ascending. */
export function publicationsOf(symbol: string, session: Session, publishing: Publishing): number[] {
  const jitter = (index: number) =>
    (2 * fractionOf(`${symbol} ${session.day} ${index}`) - 1) * JITTER_MS;
  if (publishing === "continuous") {
    const count = Math.floor((session.closesAt - session.opensAt) / OFTEN_MS);
    // Less jitter: the order of two updates never changes.
    return Array.from(
      { length: count },
      (_, index) => session.opensAt + (index + 0.5) * OFTEN_MS + jitter(index) / 2,
    ).map(Math.round);
  }
  const starts = [session.opensAt, session.closesAt - LOOK_MS];
  const offered = publishing === "two looks" ? starts : starts.slice(0, 1);
  return offered.map((startsAt, index) => {
    const { from, to } = OWN_MINUTES;
    const own = from + fractionOf(`${symbol} ${index}`) * (to - from);
    return Math.round(startsAt + own * MINUTE + jitter(index));
  });
}

/** The newest publication of a symbol at `now`, ms. */
export function newestAt(
  symbol: string,
  now: number,
  publishingOn: (day: Day) => Publishing,
): number {
  for (let session = calendar.previousSession(now); ; ) {
    const all = publicationsOf(symbol, session, publishingOn(session.day));
    const newest = all.findLast((at) => at <= now);
    if (newest !== undefined) return newest;
    session = calendar.previousSession(session.opensAt - 1);
  }
}

/** The next sessions from a day on. */
export function sessionsFrom(day: Day, count: number): Session[] {
  const sessions: Session[] = [];
  for (let next = day; sessions.length < count; next = addDays(next, 1)) {
    const session = calendar.sessionOf(next);
    if (session) sessions.push(session);
  }
  return sessions;
}

/** The session that a moment belongs to, or null while the market is closed. */
export function sessionAt(ms: number): Session | null {
  const session = calendar.sessionOf(newYorkDay(ms));
  return session && ms >= session.opensAt && ms < session.closesAt ? session : null;
}

/** In [0, 1), the same for the same text. */
function fractionOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
}

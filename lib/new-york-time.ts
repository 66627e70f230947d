/** A New York date, `YYYY-MM-DD`. */
export type Day = string;

const wallClock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** What clocks in New York show at `ms`, as if it were UTC, in whole seconds (ms since 1970). */
function shownAt(ms: number): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of wallClock.formatToParts(ms)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The date in New York at `ms`. */
export function newYorkDay(ms: number): Day {
  return new Date(shownAt(ms)).toISOString().slice(0, 10);
}

/** What clocks in New York show at `ms`: `18:07`. */
export function newYorkMinute(ms: number): string {
  return new Date(shownAt(ms)).toISOString().slice(11, 16);
}

/**
 * The moment (ms) at which clocks in New York show `hour:minute` on `day`. Exact across daylight
 * saving for any hour but 01:00-03:00, when they are changed.
 */
export function newYorkTime(day: Day, hour: number, minute = 0): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * 60_000;
  // The first guess may lie on the other side of a change of the clocks; the second does not.
  const guess = wanted - (shownAt(wanted) - wanted);
  return guess - (shownAt(guess) - wanted);
}

/** `day` moved by whole days. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/** Calendar days from one date to another. Negative: backwards. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/**
 * Calendar days from today in New York to `day`, at `now` (ms): how far away an expiration is for
 * people and for the traps. 0: today. Negative: passed.
 */
export function daysUntil(day: Day, now: number): number {
  return daysBetween(newYorkDay(now), day);
}

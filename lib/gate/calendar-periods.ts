import type { WindowLength } from "@/lib/contract/quota/quota-window";

type Calendar = Extract<WindowLength, { kind: "calendar" }>;
type CalendarDay = { year: number; month: number; day: number };

const DAY_MS = 86_400_000;

/**
 * Returns the times (ms) at which periods begin around `nowMs`: the previous period, the current
 * one and the two after it. The gate's script counts by them, because it knows no time zones.
 */
export function periodStarts({ period, zone }: Calendar, nowMs: number): number[] {
  const { year, month, day } = dayIn(zone, nowMs);
  const name = `${zone} ${period}`;
  const today = `${year} ${month} ${period === "day" ? day : ""}`;
  const known = lastStarts.get(name);
  if (known?.today === today) return known.starts;
  const starts = [-1, 0, 1, 2].map((away) =>
    startOfDay(
      zone,
      period === "day" ? Date.UTC(year, month, day + away) : Date.UTC(year, month + away, 1),
    ),
  );
  lastStarts.set(name, { today, starts });
  return starts;
}

/** One entry per period and zone: every step needs the starts. */
const lastStarts = new Map<string, { today: string; starts: number[] }>();

/** The first ms of a day in a zone. `midnight`: the day's midnight in UTC. */
function startOfDay(zone: string, midnight: number): number {
  const isBefore = (at: number) => {
    const { year, month, day: date } = dayIn(zone, at);
    return Date.UTC(year, month, date) < midnight;
  };
  // No zone is further from UTC than this, and within this range each day begins once.
  let [before, from] = [midnight - DAY_MS, midnight + DAY_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (isBefore(middle)) before = middle;
    else from = middle;
  }
  return from;
}

function dayIn(zone: string, at: number): CalendarDay {
  const parts = formatOf(zone).formatToParts(at);
  const read = (type: "year" | "month" | "day") =>
    Number(parts.find((part) => part.type === type)?.value);
  return { year: read("year"), month: read("month") - 1, day: read("day") };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for an unknown zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const found = formats.get(timeZone);
  if (found) return found;
  const numeric = { year: "numeric", month: "numeric", day: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", { ...numeric, timeZone, calendar: "gregory" });
  formats.set(timeZone, format);
  return format;
}

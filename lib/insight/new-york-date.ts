/** The date in New York at a time (ISO 8601), `YYYY-MM-DD`. A date stays unchanged. */
export function newYorkDate(at: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return at;
  const shown = new Map(calendar.formatToParts(Date.parse(at)).map((part) => [part.type, part]));
  const [year, month, day] = [shown.get("year"), shown.get("month"), shown.get("day")];
  return `${year?.value}-${month?.value}-${day?.value}`;
}

/** What clocks in New York show at a time (ISO 8601), `HH:MM`. */
export function newYorkMinute(at: string): string {
  return clock.format(Date.parse(at));
}

/** Calendar days from one `YYYY-MM-DD` to another. Negative: backwards. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

const calendar = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  hour: "2-digit",
  minute: "2-digit",
});

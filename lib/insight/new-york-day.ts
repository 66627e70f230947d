/** The date in New York at a moment (ISO 8601), `YYYY-MM-DD`; what is a date already stays it. */
export function newYorkDay(at: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return at;
  const shown = new Map(calendar.formatToParts(Date.parse(at)).map((part) => [part.type, part]));
  const [year, month, day] = [shown.get("year"), shown.get("month"), shown.get("day")];
  return `${year?.value}-${month?.value}-${day?.value}`;
}

/** Calendar days from one `YYYY-MM-DD` to another; negative: backwards. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

const calendar = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

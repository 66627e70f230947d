import type { HistoryPoint } from "@/lib/contract/market/history-data";

const short = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", timeZone: "UTC" });
const long = new Intl.DateTimeFormat("en-US", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const newYork = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });

/** Returns the New York day of a point, `YYYY-MM-DD`. A date without a time stays as it is. */
export function historyDay({ at }: Pick<HistoryPoint, "at">): string {
  return at.length === 10 ? at : newYork.format(Date.parse(at));
}

/** `Nov 20`, or with its year `Nov 20, 2026`. `day`: `YYYY-MM-DD`. */
export function dayWords(day: string, withYear = false): string {
  return (withYear ? long : short).format(Date.parse(day));
}

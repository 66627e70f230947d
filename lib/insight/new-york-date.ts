import { type Day, newYorkDay } from "@/lib/new-york-time";

/** The date in New York at a time (ISO 8601). A date stays unchanged. */
export function newYorkDate(at: string): Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : newYorkDay(Date.parse(at));
}

import { momentOf } from "./demo-path";

const DAY_MS = 86_400_000;
/** From this minute of a New York day on, today's expiration is left out, as the vendor does. */
const LEFT_OUT_FROM = 12 * 60;

/** The Friday whose options expire next, `YYYY-MM-DD`. `minute`: minutes since 1970. */
export function weeklyExpiration(minute: number): string {
  const { day, minuteOfDay } = momentOf(minute);
  const from = minuteOfDay < LEFT_OUT_FROM ? day : day + 1;
  // Day 0 was a Thursday.
  const friday = from + ((1 - (from % 7) + 7) % 7);
  return new Date(friday * DAY_MS).toISOString().slice(0, 10);
}

import { dayWords } from "@/components/charts/history-day";
import { easternTime, formatFraction } from "@/components/ui/format";
import type { Concentration } from "@/lib/contract/gamma";

type Told = Exclude<Concentration, { state: "unavailable" }>;

/** How much expires at the nearest expiration, and how far that is from `time` (ms), not from when it was told. */
export function concentrationWords(told: Told, time: number): string {
  const { nearestExpiration: day, nearestShare, limit, state } = told;
  const when = day === null ? "" : `, ${dayWords(day, true)}, ${untilWords(day, time)}`;
  return `${formatFraction(nearestShare)} expires at the nearest${when}: ${state} (from ${formatFraction(limit)} on it counts as concentrated).`;
}

function untilWords(day: string, time: number): string {
  const days = Date.parse(day) / 86_400_000 - easternTime(time).dayNumber;
  if (days < 0) return "which is past";
  if (days === 0) return "today";
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

import { dayWords } from "@/components/charts/history-day";
import { formatFraction } from "@/components/ui/format";
import type { Concentration } from "@/lib/contract/market/gamma";
import { daysUntil } from "@/lib/new-york-time";

type KnownConcentration = Exclude<Concentration, { state: "unavailable" }>;

/**
 * How much gamma expires at the next expiration, and how long that is from `time` (ms). The share is
 * of |gamma| by strike, which differs from the share of net GEX.
 */
export function concentrationWords(known: KnownConcentration, time: number): string {
  const { nearestExpiration: day, nearestShare, limit, state } = known;
  const when =
    day === null ? "at the next expiration" : `${dayWords(day, true)} (${untilWords(day, time)})`;
  const word = state === "concentrated" ? "Concentrated" : "Not concentrated";
  return `${formatFraction(nearestShare)} of |gamma| by strike expires ${when}. ${word} (threshold ${formatFraction(limit)}).`;
}

function untilWords(day: string, time: number): string {
  const days = daysUntil(day, time);
  if (days < 0) return "date passed";
  if (days === 0) return "today";
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

import { dayWords } from "@/components/charts/history-day";
import { formatMagnitude } from "@/components/ui/format";
import type { Trend } from "@/lib/contract/home";

/** Where there is no trend yet: what it is of, and how it comes about. */
export const NO_TREND =
  "Net GEX by day, from two days on: a day is kept when the symbol is loaded on it; loading its history fills in the days before";

/** What a trend shows, of which days, and where its figures are from. */
export function trendWords({ figures, lastDay, own }: Trend): string {
  const told = figures.filter((figure) => figure !== null);
  const [first = null, last = null] = [told[0], told.at(-1)];
  const days = `${told.length} of the ${figures.length} trading days to ${dayWords(lastDay, true)}`;
  return `Net GEX, ${days}: from ${formatMagnitude(first)} to ${formatMagnitude(last)}, ${sourceWords(own, told.length - own)}`;
}

function sourceWords(own: number, told: number): string {
  if (own === 0) return "by the upstream's history";
  if (told === 0) return "as loaded here";
  return `${own} as loaded here, ${told} by the upstream's history`;
}

import { dayWords } from "@/components/charts/history-day";
import { formatMagnitude } from "@/components/ui/format";
import type { Trend } from "@/lib/contract/page/home";

/** Shown without a trend: how to get one. */
export const NO_TREND = "No trend yet. Load the symbol on two days, or load its history.";

/** Describes a trend: its values, its days, and their source. */
export function trendWords({ figures, lastDay, own }: Trend): string {
  const known = figures.filter((figure) => figure !== null);
  const [first = null, last = null] = [known[0], known.at(-1)];
  const days = `${known.length} of the ${figures.length} trading days to ${dayWords(lastDay, true)}`;
  return `Net GEX, ${days}: from ${formatMagnitude(first)} to ${formatMagnitude(last)}, ${sourceWords(own, known.length - own)}`;
}

function sourceWords(own: number, known: number): string {
  if (own === 0) return "from history";
  if (known === 0) return "loaded here";
  return `${own} loaded here, ${known} from history`;
}

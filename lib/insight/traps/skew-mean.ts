import type { HistoryPoint } from "@/lib/contract/market/history-data";
import type { Input } from "@/lib/contract/market/input";
import { type AvailableParts, finite, inputFrom } from "@/lib/insight/available-parts";
import { newYorkDate } from "@/lib/insight/new-york-date";
import type { Thresholds } from "@/lib/insight/thresholds";

/**
 * The symbol's own 25Δ put/call implied volatility ratio: the mean of the history's days before the
 * summary's. Missing with too few days. Also missing when it is so far from the ratio of now that
 * the two must be in different units: the upstream has reported one such baseline.
 */
export function skewMean(
  parts: AvailableParts,
  ratio: number | null,
  { skewMeanDaysMin, skewMeanTimesMost }: Thresholds,
): Input {
  const { gex } = parts;
  const points = parts.history?.data.points ?? [];
  const earlier = gex === null ? [] : ratiosBefore(points, newYorkDate(gex.asOf));
  const name = `mean of the put/call implied volatility ratio on ${earlier.length} earlier days`;
  return inputFrom(parts, "history", { name, unit: "ratio" }, () => {
    if (ratio === null || earlier.length < skewMeanDaysMin) return null;
    const mean = finite(earlier.reduce((sum, one) => sum + one, 0) / earlier.length);
    const isAlike = mean !== null && mean * skewMeanTimesMost > ratio;
    return isAlike && mean < ratio * skewMeanTimesMost ? mean : null;
  });
}

/** The last ratio of each New York day before `today`. */
function ratiosBefore(points: readonly HistoryPoint[], today: string): number[] {
  const days = points.flatMap(({ at, putCallVolatilityRatio: ratio }): [string, number][] => {
    const day = newYorkDate(at);
    return ratio === null || day >= today ? [] : [[day, ratio]];
  });
  return [...new Map(days).values()];
}

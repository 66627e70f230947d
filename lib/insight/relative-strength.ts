import type { HistoryPoint } from "@/lib/contract/history-data";
import { daysBetween, newYorkDay } from "./new-york-day";
import { finite } from "./parts-at-hand";

type Options = {
  /** Days averaged over, 14 as Wilder has it. */
  period: number;
  /** A longer gap between two days, in calendar days, is missing days. */
  dayGapMax: number;
};

/**
 * The relative strength index of the last days in a row, 0 to 100, as Wilder defines it: the first
 * averages are plain, each later one is (period - 1) parts old and one part new. Null with fewer
 * than `period` + 1 days, or where no price moved at all. The last day may not be over yet: then
 * its price so far counts. `days`: how many went in.
 */
export function relativeStrength(
  points: readonly HistoryPoint[],
  { period, dayGapMax }: Options,
): { value: number | null; days: number } {
  const prices = lastRun(points, dayGapMax);
  const days = prices.length;
  if (days <= period) return { value: null, days };
  const changes = prices.slice(1).map((price, index) => price - (prices[index] ?? price));
  const gain = smoothed(changes.map((change) => Math.max(0, change)));
  const loss = smoothed(changes.map((change) => Math.max(0, -change)));
  return { value: finite(100 * (gain / (gain + loss))), days };

  function smoothed(sizes: readonly number[]): number {
    const first = sizes.slice(0, period).reduce((sum, size) => sum + size, 0) / period;
    return sizes
      .slice(period)
      .reduce((average, size) => (average * (period - 1) + size) / period, first);
  }
}

/** The last price of each New York day, from the last day back to where a price or days miss. */
function lastRun(points: readonly HistoryPoint[], dayGapMax: number): number[] {
  const byDay = new Map(points.map(({ at, spot }) => [newYorkDay(at), spot]));
  const run: number[] = [];
  let next: string | null = null;
  for (const [day, spot] of [...byDay].reverse()) {
    if (spot === null || spot <= 0) break;
    if (next !== null && daysBetween(day, next) > dayGapMax) break;
    run.unshift(spot);
    next = day;
  }
  return run;
}

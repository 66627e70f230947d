import type { HistoryPoint } from "@/lib/contract/market/history-data";
import { finite } from "@/lib/insight/available-parts";
import { newYorkDate } from "@/lib/insight/new-york-date";
import { daysBetween } from "@/lib/new-york-time";

type Options = {
  /** Days in the average, 14 in Wilder's definition. */
  period: number;
  /** A longer gap between two days, in calendar days, means missing days. */
  dayGapMax: number;
};

/**
 * The relative strength index of the last consecutive days, 0 to 100, by Wilder's definition. The
 * first averages are plain. Each later one is (period - 1) parts old and one part new. Null with
 * fewer than `period` + 1 days, or when no price moved. The last day may not be over: its price so
 * far counts. `days`: how many days were used.
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

/**
 * The last price of each New York day, back from the last day to the first missing price or day.
 */
function lastRun(points: readonly HistoryPoint[], dayGapMax: number): number[] {
  const byDay = new Map(points.map(({ at, spot }) => [newYorkDate(at), spot]));
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

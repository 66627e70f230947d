import type { HistoryPoint } from "@/lib/contract/market/history-data";
import type { Input } from "@/lib/contract/market/input";
import { type AvailableParts, inputFrom } from "@/lib/insight/available-parts";
import { newYorkDate } from "@/lib/insight/new-york-date";
import { daysBetween } from "@/lib/new-york-time";

/**
 * The symbol's own put/call ratio (open interest) 30 and 60 days earlier: what is usual for it. The
 * summary's change gives the earlier ratio, or else the history's point of that day. Without any,
 * one input that is missing.
 */
export function putCallBaseline(parts: AvailableParts, dayGapMax: number): [Input, ...Input[]] {
  const [month, two] = [30, 60].flatMap((days) => earlierRatio(parts, days, dayGapMax) ?? []);
  if (month === undefined) {
    const name = "put/call ratio 30 or 60 days earlier";
    return [inputFrom(parts, "history", { name, unit: "ratio" }, () => null)];
  }
  return two === undefined ? [month] : [month, two];
}

function earlierRatio(parts: AvailableParts, days: number, dayGapMax: number): Input | null {
  const about = { name: `put/call ratio ${days} days earlier`, unit: "ratio" } as const;
  const fromChange = inputFrom(parts, "gex", about, (data) => {
    const change = days === 30 ? data.putCallRatioChange30Days : data.putCallRatioChange60Days;
    const { putCallRatioOpenInterest: ratio } = data;
    return ratio === null || change === null ? null : ratio - change;
  });
  if (fromChange.value !== null) return fromChange;
  const { gex } = parts;
  if (gex === null) return null;
  const today = newYorkDate(gex.asOf);
  const found = inputFrom(parts, "history", about, ({ points }) =>
    ratioOf(points, today, { days, dayGapMax }),
  );
  return found.value === null ? null : found;
}

/** The ratio of the last day that is `days` days before `today`, or a few more. Null: none. */
function ratioOf(
  points: readonly HistoryPoint[],
  today: string,
  { days, dayGapMax }: { days: number; dayGapMax: number },
): number | null {
  const found = points.findLast(({ at, putCallRatioOpenInterest: ratio }) => {
    const age = daysBetween(newYorkDate(at), today);
    return ratio !== null && age >= days && age <= days + dayGapMax;
  });
  return found?.putCallRatioOpenInterest ?? null;
}

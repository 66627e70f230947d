import { scaleLinear, scaleTime } from "@visx/scale";
import { callRate, hitRate } from "@/components/admin/room/series-figures";
import type { Dashboard } from "@/lib/contract/admin/dashboard";

/** Margins of the drawing: numbers at the left, times below. */
export const RATE_MARGIN = { top: 8, right: 8, bottom: 22, left: 44 };
/** Shares of the height: calls, queue, hit rate, breakers, with gaps between. */
const SHARES = { calls: 0.46, queue: 0.24, hits: 0.2 };
const GAP = 18;
/** Height of one breaker's timeline, px. */
export const LANE_HEIGHT = 14;

type Size = { width: number; height: number };

/** Maps times and counts to px: three drawings on one time axis. */
export function rateScales(
  {
    series,
    stepSeconds,
    limit,
    quota,
  }: Pick<Dashboard, "series" | "stepSeconds" | "limit" | "quota">,
  { width, height }: Size,
) {
  const { top, right, bottom, left } = RATE_MARGIN;
  const lanes = quota.windows.length * LANE_HEIGHT;
  const inner = height - top - bottom - lanes - 3 * GAP;
  const callsEnd = top + inner * (SHARES.calls + 0.1 * SHARES.calls);
  const queueEnd = callsEnd + GAP + inner * SHARES.queue;
  const hitsEnd = queueEnd + GAP + inner * SHARES.hits;
  const { from, to } = seriesSpan(series, stepSeconds);
  const rates = series.map((point) => callRate(point, stepSeconds, quota.windowSeconds));
  const queues = series.map(({ queueMax }) => queueMax);
  const band = (width - left - right) / Math.max(1, series.length);
  return {
    time: scaleTime<number>({ domain: [from, to], range: [left, width - right] }),
    calls: scaleLinear<number>({
      domain: [0, Math.max(limit * 1.1, ...rates)],
      range: [callsEnd, top],
    }),
    queue: scaleLinear<number>({
      domain: [0, Math.max(4, ...queues)],
      range: [queueEnd, callsEnd + GAP],
    }),
    hits: scaleLinear<number>({ domain: [0, 1], range: [hitsEnd, queueEnd + GAP] }),
    lanesTop: hitsEnd + GAP,
    /** Width of one step's bar. */
    thickness: Math.max(1, Math.min(28, band * 0.72)),
  };
}

/** The time range of the series, ms. */
export function seriesSpan(series: Dashboard["series"], stepSeconds: number) {
  const from = Date.parse(series[0]?.at ?? new Date(0).toISOString());
  const last = Date.parse(series.at(-1)?.at ?? new Date(0).toISOString());
  return { from, to: last + stepSeconds * 1_000 };
}

/** The middle of a step, ms. */
export function middleOf(at: string, stepSeconds: number): number {
  return Date.parse(at) + stepSeconds * 500;
}

/** Splits hit rates at gaps. Each part is drawn as one line. */
export function hitStretches(series: Dashboard["series"]): Dashboard["series"][] {
  const stretches: Dashboard["series"][] = [];
  let open: Dashboard["series"] = [];
  for (const point of series) {
    if (hitRate(point) !== null) {
      if (open.length === 0) stretches.push(open);
      open.push(point);
    } else open = [];
  }
  return stretches;
}

import { scaleLinear, scaleUtc } from "@visx/scale";
import type { HistoryPoint } from "@/lib/contract/market/history-data";
import { enoughTicks } from "./enough-ticks";
import { historyDay } from "./history-day";

/** Margins of the drawing: numbers at the left, dates below. */
export const HISTORY_MARGIN = { top: 8, right: 8, bottom: 24, left: 64 };
/** Shares of the height: price and flip above, net GEX below, with a gap. */
const PRICE_SHARE = 0.58;
const GAP = 16;

const DAY_MS = 86_400_000;

/** The x position of a point: the start of its New York day, counted in UTC, ms. */
export function timeOf(point: HistoryPoint): number {
  return Date.parse(historyDay(point));
}

/**
 * Maps days, prices and gamma to px. The price axis does not begin at zero. The gamma axis includes
 * zero.
 */
export function historyScales(
  points: readonly HistoryPoint[],
  { width, height }: { width: number; height: number },
) {
  const { top, right, bottom, left } = HISTORY_MARGIN;
  const inner = height - top - bottom - GAP;
  const parting = top + inner * PRICE_SHARE;
  const prices = points.flatMap(({ spot, flip }) => [spot, flip]).filter((it) => it !== null);
  const gamma = points.map(({ netGex }) => netGex).filter((it) => it !== null);
  const times = points.map(timeOf);
  // Without any price in the window the scale has no meaning, but the chart still needs one.
  const [lowest, highest] =
    prices.length === 0 ? [0, 1] : [Math.min(...prices), Math.max(...prices)];
  const room = (highest - lowest || 1) * 0.05;
  return {
    time: scaleUtc<number>({
      domain: [Math.min(...times), Math.max(...times)],
      range: [left + 6, width - right - 6],
    }),
    price: scaleLinear<number>({
      domain: [lowest - room, highest + room],
      range: [parting, top],
    }),
    exposure: scaleLinear<number>({
      domain: [Math.min(0, ...gamma), Math.max(0, ...gamma)],
      range: [height - bottom, parting + GAP],
    }),
    /** Width of one day's bar. */
    thickness: Math.max(1, Math.min(10, ((width - left - right) / points.length) * 0.66)),
  };
}

/** The days to label, about `count`. A short window has ticks within days too. */
export function historyTicks(time: { ticks(count: number): Date[] }, count: number): Date[] {
  return enoughTicks(count, 2, (wanted) =>
    time.ticks(wanted).filter((tick) => tick.getTime() % DAY_MS === 0),
  );
}

/** Returns the point nearest to an x position, px. */
export function pointAt(
  points: readonly HistoryPoint[],
  x: number,
  time: (value: number) => number,
): number {
  let nearest = 0;
  points.forEach((point, index) => {
    const best = points[nearest] ?? point;
    if (Math.abs(time(timeOf(point)) - x) < Math.abs(time(timeOf(best)) - x)) nearest = index;
  });
  return nearest;
}

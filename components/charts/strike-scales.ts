import { scaleLinear } from "@visx/scale";
import type { CurveStrike } from "@/lib/contract/market/curve-data";

/** Margins of the drawing: strikes at the left, level names at the right. */
export const MARGIN = { top: 8, right: 96, bottom: 28, left: 48 };

/** Maps prices and gamma to px. `half`: half the height of one strike. */
export function strikeScales(
  rows: readonly CurveStrike[],
  { width, height }: { width: number; height: number },
) {
  const strikes = rows.map(({ strike }) => strike);
  const [lowest, highest] = [Math.min(...strikes), Math.max(...strikes)];
  const step = stepOf(strikes);
  const gamma = rows.flatMap(({ callGex, putGex, netGex }) => [callGex, putGex, netGex]);
  const known = gamma.filter((value) => value !== null);
  const price = scaleLinear<number>({
    domain: [lowest - step / 2, highest + step / 2],
    range: [height - MARGIN.bottom, MARGIN.top],
  });
  const exposure = scaleLinear<number>({
    domain: [Math.min(0, ...known), Math.max(0, ...known)],
    range: [MARGIN.left + 4, width - MARGIN.right - 4],
  });
  const thickness = Math.max(1, Math.abs(price(0) - price(step)) * 0.72);
  return { price, exposure, thickness: Math.min(thickness, 18) };
}

/** The smallest distance between two neighbors, $. */
function stepOf(strikes: readonly number[]): number {
  const gaps = strikes.slice(1).map((strike, index) => strike - (strikes[index] ?? 0));
  return gaps.length === 0 ? 1 : Math.min(...gaps);
}

/** The strikes to label, at least `room` px apart. */
export function strikeTicks(
  rows: readonly CurveStrike[],
  { price, room }: { price: (value: number) => number; room: number },
): number[] {
  let last = Number.POSITIVE_INFINITY;
  return rows.flatMap(({ strike }) => {
    const y = price(strike);
    if (last - y < room) return [];
    last = y;
    return [strike];
  });
}

/** Returns the row nearest to a height, px. */
export function rowAt(rows: readonly CurveStrike[], y: number, price: (value: number) => number) {
  let nearest = 0;
  rows.forEach(({ strike }, index) => {
    const best = rows[nearest]?.strike ?? 0;
    if (Math.abs(price(strike) - y) < Math.abs(price(best) - y)) nearest = index;
  });
  return nearest;
}

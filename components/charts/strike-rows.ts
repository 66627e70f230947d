import type { CurveStrike } from "@/lib/contract/market/curve-data";

/** How far from spot strikes are shown, percent of spot. `all`: every strike. */
export const RANGES = ["2", "5", "10", "all"] as const;
export type StrikeRange = (typeof RANGES)[number];

/**
 * Which strikes are shown by weight: the fewest that add up to this share of the gamma, percent.
 */
export const CONCENTRATIONS = ["90", "95", "99", "100"] as const;
export type StrikeConcentration = (typeof CONCENTRATIONS)[number];

type Filters = { range: StrikeRange; concentration: StrikeConcentration };

/**
 * The strikes to show, ascending. The filters affect only the chart: totals elsewhere include all
 * strikes. Weight is |calls| + |puts|. Without a spot the distance filter does nothing.
 */
export function strikeRows(
  strikes: readonly CurveStrike[],
  spot: number | null,
  { range, concentration }: Filters,
): readonly CurveStrike[] {
  const near = strikes.filter(({ strike }) => isNear(strike, spot, range));
  if (concentration === "100") return near;
  const byWeight = near.toSorted((one, other) => weightOf(other) - weightOf(one));
  const enough = (sum(byWeight) * Number(concentration)) / 100;
  const kept = new Set<CurveStrike>();
  let reached = 0;
  for (const strike of byWeight) {
    if (reached >= enough) break;
    reached += weightOf(strike);
    kept.add(strike);
  }
  return near.filter((strike) => kept.has(strike));
}

function isNear(strike: number, spot: number | null, range: StrikeRange): boolean {
  if (range === "all" || spot === null) return true;
  return Math.abs(strike - spot) <= (spot * Number(range)) / 100;
}

function weightOf({ callGex, putGex, netGex }: CurveStrike): number {
  if (callGex === null && putGex === null) return Math.abs(netGex ?? 0);
  return Math.abs(callGex ?? 0) + Math.abs(putGex ?? 0);
}

function sum(strikes: readonly CurveStrike[]): number {
  return strikes.reduce((total, strike) => total + weightOf(strike), 0);
}

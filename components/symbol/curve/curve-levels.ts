import type { ChartLevel } from "@/components/charts/level-lines";
import type { CurveData } from "@/lib/contract/market/curve-data";
import type { KeyLevels, Wall } from "@/lib/contract/market/key-levels";

type Curve = Pick<CurveData, "expiry" | "spot" | "flip">;

/**
 * The prices drawn across a curve. With one expiry's strikes, levels of all expirations are labeled
 * so.
 */
export function curveLevels(levels: KeyLevels | null, { expiry, spot, flip }: Curve): ChartLevel[] {
  const isOfAll = expiry === "combined";
  const ofAll = isOfAll ? "" : ", all";
  const flipOfAll = levels?.flip.price ?? null;
  const flips = isOfAll
    ? { name: "Flip", price: flipOfAll ?? flip }
    : { name: flip === null ? "Flip, all" : "Flip", price: flip ?? flipOfAll };
  const lines = [
    { name: "Spot", price: levels?.spot.value ?? spot, kind: "spot" },
    { ...flips, kind: "flip" },
    { name: `Call wall${ofAll}${brokenWords(levels?.callWall)}`, ...priceOf(levels?.callWall) },
    { name: `Put wall${ofAll}${brokenWords(levels?.putWall)}`, ...priceOf(levels?.putWall) },
  ] as const;
  return lines.flatMap(({ name, price, kind }) => (price === null ? [] : [{ name, price, kind }]));
}

function priceOf(wall: Wall | undefined) {
  return { price: wall?.price ?? null, kind: "wall" } as const;
}

/** A spot newer than the curve may have passed a wall. */
function brokenWords(wall: Wall | undefined): string {
  return wall?.standing === "broken" ? ", broken" : "";
}

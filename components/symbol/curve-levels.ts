import type { Level } from "@/components/charts/level-lines";
import type { CurveData } from "@/lib/contract/curve-data";
import type { KeyLevels } from "@/lib/contract/key-levels";

type Curve = Pick<CurveData, "expiry" | "spot" | "flip">;

/** The prices drawn across a curve. Beside one expiry's strikes, those of all are said to be. */
export function curveLevels(levels: KeyLevels | null, { expiry, spot, flip }: Curve): Level[] {
  const isOfAll = expiry === "combined";
  const ofAll = isOfAll ? "" : ", all";
  const flipOfAll = levels?.flip.price ?? null;
  const flips = isOfAll
    ? { name: "Flip", price: flipOfAll ?? flip }
    : { name: flip === null ? "Flip, all" : "Flip", price: flip ?? flipOfAll };
  const lines = [
    { name: "Spot", price: levels?.spot.value ?? spot, kind: "spot" },
    { ...flips, kind: "flip" },
    { name: `Call wall${ofAll}`, price: levels?.callWall.price ?? null, kind: "wall" },
    { name: `Put wall${ofAll}`, price: levels?.putWall.price ?? null, kind: "wall" },
  ] as const;
  return lines.flatMap(({ name, price, kind }) => (price === null ? [] : [{ name, price, kind }]));
}

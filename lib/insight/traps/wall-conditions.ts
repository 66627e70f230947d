import type { Input } from "@/lib/contract/market/input";
import type { Threshold } from "@/lib/contract/market/psychology";
import { distancePercent } from "@/lib/insight/levels";
import { isBroken, type Side } from "@/lib/insight/wall-standing";

type WallConditions = { conditions: Omit<Threshold, "words">[]; note: string | null };

/**
 * A wall is near while spot is on its own side of it and less than `limit` percent away. The sign
 * decides: after a newer spot has passed the wall of an older curve, the wall is broken, not near.
 */
export function nearWallConditions(
  spot: Input,
  wall: Input,
  side: Side,
  limit: number,
): WallConditions {
  const value = distancePercent(wall.value, spot.value);
  const measured = {
    measure: `Distance from spot to the ${side} wall`,
    value,
    unit: "%",
  } as const;
  const beyond = side === "call" ? "above" : "below";
  return {
    conditions: [
      { ...measured, comparison: "within", limit },
      { ...measured, comparison: side === "call" ? "at-least" : "at-most", limit: 0 },
    ],
    note:
      value !== null && isBroken(side, value)
        ? `Broken: spot is ${beyond} the ${side} wall. The curve is older than that spot.`
        : null,
  };
}

import type { Level, Wall } from "@/lib/contract/market/key-levels";
import type { AvailableParts } from "./available-parts";
import { readExpectedMove } from "./expected-move";
import type { Rules } from "./thresholds";

export type Side = "call" | "put";

/** Whether spot has passed a wall: above a call wall, below a put wall. Distance: wall - spot. */
export function isBroken(side: Side, distance: number): boolean {
  return side === "call" ? distance < 0 : distance > 0;
}

/**
 * Adds to a wall whether spot can reach it. Beyond `wallReachWeeks` 1-week expected moves it is out
 * of reach: a far strike with long-dated gamma holds no price now.
 */
export function wallOf(
  parts: AvailableParts,
  side: Side,
  level: Level,
  rules: Pick<Rules, "wallReachWeeks" | "closingFrom">,
): Wall {
  return { ...level, standing: standingOf(parts, side, level, rules) };
}

function standingOf(
  parts: AvailableParts,
  side: Side,
  { distancePercent }: Level,
  rules: Pick<Rules, "wallReachWeeks" | "closingFrom">,
): Wall["standing"] {
  if (distancePercent === null) return null;
  if (isBroken(side, distancePercent)) return "broken";
  const { percent } = readExpectedMove(parts, "week", rules);
  if (percent === null) return null;
  const isFar = Math.abs(distancePercent) > rules.wallReachWeeks * percent;
  return isFar ? "out-of-reach" : "in-reach";
}

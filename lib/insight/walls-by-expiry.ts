import { expirationGroupSchema } from "@/lib/contract/market/expirations-data";
import type { WallsByExpiry } from "@/lib/contract/market/gamma";
import type { AvailableParts } from "./available-parts";
import { groupDate } from "./group-dates";
import { EXPIRATIONS } from "./group-shares";
import { spotInput } from "./inputs";
import { levelFrom } from "./levels";
import type { Rules } from "./thresholds";
import { type Side, wallOf } from "./wall-standing";
import { findNetWalls } from "./walls";

/**
 * The walls of each group of expirations by net gamma, with their distances from the newest spot.
 * The expirations' own spot divides the sides.
 */
export function readWallsByExpiry(
  parts: AvailableParts,
  rules: Pick<Rules, "wallReachWeeks" | "closingFrom">,
): WallsByExpiry {
  const { expirations } = parts;
  if (expirations === null) return { state: "unavailable", missing: [EXPIRATIONS] };
  const { data, asOf } = expirations;
  const { spot: own } = data;
  if (own === null) return { state: "unavailable", missing: ["spot"] };
  const spot = spotInput(parts);
  const groups = expirationGroupSchema.options.map((expiration) => {
    const strikes = data.strikes.map((one) => ({ strike: one.strike, net: one[expiration] }));
    const { callWall, putWall } = findNetWalls(strikes, own);
    const wall = (side: Side, value: number | null) => {
      const level = levelFrom({ value, resource: "expirations", asOf }, spot.value);
      return wallOf(parts, side, level, rules);
    };
    return {
      expiration,
      date: groupDate(parts, expiration),
      isReported: strikes.some(({ net }) => net !== null),
      callWall: wall("call", callWall),
      putWall: wall("put", putWall),
    };
  });
  return { state: "read", groups, asOf };
}

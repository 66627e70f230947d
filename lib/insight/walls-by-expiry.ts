import { expirationGroupSchema } from "@/lib/contract/expirations-data";
import type { WallsByExpiry } from "@/lib/contract/gamma";
import { EXPIRATIONS } from "./group-shares";
import { spotInput } from "./inputs";
import { levelFrom } from "./levels";
import type { PartsAtHand } from "./parts-at-hand";
import { findNetWalls } from "./walls";

/**
 * The walls of each group of expirations by net gamma, with their distances from the newest spot;
 * the expirations' own spot divides the sides.
 */
export function readWallsByExpiry(parts: PartsAtHand): WallsByExpiry {
  const { expirations } = parts;
  if (expirations === null) return { state: "unavailable", missing: [EXPIRATIONS] };
  const { data, asOf } = expirations;
  const { spot: own } = data;
  if (own === null) return { state: "unavailable", missing: ["spot"] };
  const spot = spotInput(parts);
  const groups = expirationGroupSchema.options.map((expiration) => {
    const strikes = data.strikes.map((one) => ({ strike: one.strike, net: one[expiration] }));
    const { callWall, putWall } = findNetWalls(strikes, own);
    const level = (value: number | null) =>
      levelFrom({ value, resource: "expirations", asOf }, spot.value);
    return {
      expiration,
      isTold: strikes.some(({ net }) => net !== null),
      callWall: level(callWall),
      putWall: level(putWall),
    };
  });
  return { state: "read", groups, asOf };
}

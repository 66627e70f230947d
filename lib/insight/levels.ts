import type { Input } from "@/lib/contract/input";
import type { KeyLevels, Level } from "@/lib/contract/key-levels";
import { readExpectedMove } from "./expected-move";
import { flipInput, netGexInput, spotInput, wallInput } from "./inputs";
import { finite, inputFrom, type PartsAtHand } from "./parts-at-hand";
import { nearestStrikes } from "./walls";

/** The key levels, $ and $ per 1 % move, with their distances from the newest spot at hand. */
export function readLevels(parts: PartsAtHand): KeyLevels {
  const spot = spotInput(parts);
  const level = (input: Input) => levelFrom(input, spot.value);
  const strikes = parts.curve?.data.strikes ?? [];
  const { below, above } = spot.value === null ? NO_STRIKES : nearestStrikes(strikes, spot.value);
  const mostGamma = { name: "strike with the most gamma", unit: "$" } as const;
  return {
    spot,
    netGex: netGexInput(parts),
    flip: level(flipInput(parts)),
    callWall: level(wallInput(parts, "call")),
    putWall: level(wallInput(parts, "put")),
    maxGamma: level(inputFrom(parts, "gex", mostGamma, ({ maxGammaStrike }) => maxGammaStrike)),
    strikeBelow: below,
    strikeAbove: above,
    expectedMoveOneDay: readExpectedMove(parts, "day"),
    expectedMoveOneWeek: readExpectedMove(parts, "week"),
  };
}

/** A price level seen from spot, both $. */
export function levelFrom(
  { value: price, resource, asOf }: Pick<Input, "value" | "resource" | "asOf">,
  spot: number | null,
): Level {
  const distance = price === null || spot === null ? null : finite(price - spot);
  return { price, distance, distancePercent: distancePercent(price, spot), resource, asOf };
}

/** (price - spot) / spot * 100; negative: below spot. Null without both, or where spot is no price. */
export function distancePercent(price: number | null, spot: number | null): number | null {
  if (price === null || spot === null || spot <= 0) return null;
  return finite(((price - spot) / spot) * 100);
}

const NO_STRIKES = { below: null, above: null };

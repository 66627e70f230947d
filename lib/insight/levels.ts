import type { Input } from "@/lib/contract/market/input";
import type { KeyLevels, Level } from "@/lib/contract/market/key-levels";
import { type AvailableParts, finite, inputFrom } from "./available-parts";
import { readExpectedMove } from "./expected-move";
import { flipInput, netGexInput, secondWallInput, spotInput, wallInput } from "./inputs";
import type { Rules } from "./thresholds";
import { type Side, wallOf } from "./wall-standing";
import { nearestStrikes } from "./walls";

/** The key levels, $ and $ per 1 % move, with their distances from the newest available spot. */
export function readLevels(
  parts: AvailableParts,
  rules: Pick<Rules, "wallReachWeeks" | "closingFrom">,
): KeyLevels {
  const spot = spotInput(parts);
  const level = (input: Input) => levelFrom(input, spot.value);
  const wall = (side: Side, input: Input) => wallOf(parts, side, level(input), rules);
  const strikes = parts.curve?.data.strikes ?? [];
  const { below, above } = spot.value === null ? NO_STRIKES : nearestStrikes(strikes, spot.value);
  const mostGamma = { name: "strike with the most gamma", unit: "$" } as const;
  return {
    spot,
    netGex: netGexInput(parts),
    flip: level(flipInput(parts)),
    callWall: wall("call", wallInput(parts, "call")),
    putWall: wall("put", wallInput(parts, "put")),
    secondCallWall: wall("call", secondWallInput(parts, "call")),
    secondPutWall: wall("put", secondWallInput(parts, "put")),
    maxGamma: level(inputFrom(parts, "gex", mostGamma, ({ maxGammaStrike }) => maxGammaStrike)),
    strikeBelow: below,
    strikeAbove: above,
    expectedMoveOneDay: readExpectedMove(parts, "day", rules),
    expectedMoveOneWeek: readExpectedMove(parts, "week", rules),
    expectedMoveThirtyDays: readExpectedMove(parts, "month", rules),
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

/**
 * (price - spot) / spot * 100. Negative: below spot. Null without both, or when spot is not a
 * price.
 */
export function distancePercent(price: number | null, spot: number | null): number | null {
  if (price === null || spot === null || spot <= 0) return null;
  return finite(((price - spot) / spot) * 100);
}

const NO_STRIKES = { below: null, above: null };

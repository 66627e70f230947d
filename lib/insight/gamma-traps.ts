import type { Trap } from "@/lib/contract/psychology";
import { flipInput, netGexInput, spotInput, wallInput } from "./inputs";
import { judgeTrap } from "./judge-trap";
import { distancePercent } from "./levels";
import type { PartsAtHand } from "./parts-at-hand";
import type { Thresholds } from "./thresholds";

/** What is misread about the regime and the walls. Inputs: spot, flip, net GEX, the curve's walls. */
export function readGammaTraps(parts: PartsAtHand, thresholds: Thresholds): Trap[] {
  return [
    flipCritical(parts, thresholds),
    negativeGamma(parts),
    positiveGamma(parts),
    nearWall(parts, thresholds, "call"),
    nearWall(parts, thresholds, "put"),
  ];
}

function flipCritical(parts: PartsAtHand, { flipNearPercent }: Thresholds): Trap {
  const [spot, flip] = [spotInput(parts), flipInput(parts)];
  const about = {
    id: "flip-critical",
    name: "At the flip",
    mistake:
      "Trading as if the regime were settled, where a small move can turn dealers' hedging from damping to amplifying, or back.",
  } as const;
  const distance = {
    measure: "Distance from spot to the flip",
    value: distancePercent(flip.value, spot.value),
    unit: "%",
    comparison: "within",
    limit: flipNearPercent,
  } as const;
  return judgeTrap(about, [spot, flip], [distance]);
}

const netGex = { measure: "Net GEX", unit: "$ per 1 % move", limit: 0 } as const;

function negativeGamma(parts: PartsAtHand): Trap {
  const input = netGexInput(parts);
  const about = {
    id: "negative-gamma",
    name: "Negative gamma",
    mistake:
      "Trading against a move because it went too fast, while dealers' hedging tends to push the same way.",
  } as const;
  return judgeTrap(about, [input], [{ ...netGex, value: input.value, comparison: "below" }]);
}

function positiveGamma(parts: PartsAtHand): Trap {
  const input = netGexInput(parts);
  const about = {
    id: "positive-gamma",
    name: "Positive gamma",
    mistake: "Paying for a breakout, while dealers' hedging tends to push against moves.",
  } as const;
  return judgeTrap(about, [input], [{ ...netGex, value: input.value, comparison: "above" }]);
}

function nearWall(parts: PartsAtHand, { wallNearPercent }: Thresholds, side: "call" | "put"): Trap {
  const [spot, wall] = [spotInput(parts), wallInput(parts, side)];
  const distance = {
    measure: `Distance from spot to the ${side} wall`,
    value: distancePercent(wall.value, spot.value),
    unit: "%",
    comparison: "within",
    limit: wallNearPercent,
  } as const;
  return judgeTrap(NEAR_WALL[side], [spot, wall], [distance]);
}

const NEAR_WALL = {
  call: {
    id: "near-call-wall",
    name: "Near the call wall",
    mistake:
      "Taking a rise to the call wall for a breakout, where hedging of the most call gamma can hold price.",
  },
  put: {
    id: "near-put-wall",
    name: "Near the put wall",
    mistake:
      "Taking the put wall for a floor: it is where the most put gamma is, not a price that must hold.",
  },
} as const;

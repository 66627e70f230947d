import type { Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, inputFrom } from "@/lib/insight/available-parts";
import { flipInput, netGexInput, spotInput, wallInput } from "@/lib/insight/inputs";
import { distancePercent } from "@/lib/insight/levels";
import type { Thresholds } from "@/lib/insight/thresholds";
import type { Side } from "@/lib/insight/wall-standing";
import { judgeTrap } from "./judge-trap";
import { nearWallConditions } from "./wall-conditions";

/** Traps about the regime and the walls. Inputs: spot, flip, net GEX and its size, walls. */
export function readGammaTraps(parts: AvailableParts, thresholds: Thresholds): Trap[] {
  return [
    flipCritical(parts, thresholds),
    signedGamma(parts, thresholds, "negative"),
    signedGamma(parts, thresholds, "positive"),
    nearWall(parts, thresholds, "call"),
    nearWall(parts, thresholds, "put"),
  ];
}

function flipCritical(parts: AvailableParts, { flipNearPercent }: Thresholds): Trap {
  const [spot, flip] = [spotInput(parts), flipInput(parts)];
  const about = {
    id: "flip-critical",
    name: "At the flip",
    mistake:
      "Treating the regime as settled. Near the flip, a small move can switch dealer hedging between dampening and amplifying moves.",
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

/**
 * The sign of net GEX alone makes one of the two present for every symbol. So its size counts too:
 * GEX in shares over average daily volume, the upstream's own measure across symbols.
 */
function signedGamma(
  parts: AvailableParts,
  { gammaSizeShare }: Thresholds,
  sign: "negative" | "positive",
): Trap {
  const net = netGexInput(parts);
  const size = inputFrom(
    parts,
    "gex",
    { name: "GEX / average daily volume", unit: "fraction" },
    ({ gexVolumeRatio }) => gexVolumeRatio,
  );
  const note =
    net.value !== null && size.value === null
      ? "Size not known: GEX / volume is not reported. The sign of net GEX alone says little."
      : null;
  return judgeTrap(
    { ...SIGNED[sign], note },
    [net, size],
    [
      {
        measure: "Net GEX",
        value: net.value,
        unit: "$ per 1 % move",
        comparison: sign === "negative" ? "below" : "above",
        limit: 0,
      },
      {
        measure: "Size of GEX / average daily volume",
        value: size.value === null ? null : Math.abs(size.value),
        unit: "fraction",
        comparison: "at-least",
        limit: gammaSizeShare,
      },
    ],
  );
}

const SIGNED = {
  negative: {
    id: "negative-gamma",
    name: "Negative gamma",
    mistake: "Fading a fast move. In negative gamma, dealer hedging tends to extend it.",
  },
  positive: {
    id: "positive-gamma",
    name: "Positive gamma",
    mistake: "Buying a breakout. In positive gamma, dealer hedging tends to fade it.",
  },
} as const;

function nearWall(parts: AvailableParts, { wallNearPercent }: Thresholds, side: Side): Trap {
  const [spot, wall] = [spotInput(parts), wallInput(parts, side)];
  const { conditions, note } = nearWallConditions(spot, wall, side, wallNearPercent);
  return judgeTrap({ ...NEAR_WALL[side], note }, [spot, wall], conditions);
}

const NEAR_WALL = {
  call: {
    id: "near-call-wall",
    name: "Near the call wall",
    mistake: "Chasing a rally into the call wall, where dealer hedging can cap price.",
  },
  put: {
    id: "near-put-wall",
    name: "Near the put wall",
    mistake:
      "Treating the put wall as a floor. The put wall is the strike with the most put gamma, not guaranteed support.",
  },
} as const;

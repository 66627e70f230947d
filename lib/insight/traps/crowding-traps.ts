import type { Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, inputFrom } from "@/lib/insight/available-parts";
import type { Thresholds } from "@/lib/insight/thresholds";
import { judgeTrap } from "./judge-trap";
import { readOpenInterestTraps } from "./open-interest-traps";
import { relativeStrength } from "./relative-strength";
import { readSkewTrap } from "./skew-trap";

/** Traps about crowd positions. Inputs: put/call ratios, skew, daily prices. */
export function readCrowdingTraps(parts: AvailableParts, thresholds: Thresholds): Trap[] {
  return [
    ...readOpenInterestTraps(parts, thresholds),
    readSkewTrap(parts, thresholds),
    ...relativeStrengthTraps(parts, thresholds),
  ];
}

function relativeStrengthTraps(parts: AvailableParts, thresholds: Thresholds): Trap[] {
  const { relativeStrengthDays: period, overbought, oversold, dayGapMax } = thresholds;
  const points = parts.history?.data.points ?? [];
  const { value, days } = relativeStrength(points, { period, dayGapMax });
  const about = { name: "consecutive daily prices", unit: "days" } as const;
  const prices = inputFrom(parts, "history", about, () => days);
  const measured = {
    measure:
      days > period ? `RSI(${period}, 1 day)` : `${period + 1} consecutive daily prices, for RSI`,
    value,
    unit: "0 to 100",
  } as const;
  return [
    judgeTrap(
      {
        id: "overbought",
        name: "Overbought",
        mistake:
          "Shorting on a high RSI alone. RSI shows how far price has run, not that it will reverse, least of all in negative gamma.",
      },
      [prices],
      [{ ...measured, comparison: "above", limit: overbought }],
    ),
    judgeTrap(
      {
        id: "oversold",
        name: "Oversold",
        mistake:
          "Buying on a low RSI alone. RSI shows how far price has run, not that it will reverse, least of all in negative gamma.",
      },
      [prices],
      [{ ...measured, comparison: "below", limit: oversold }],
    ),
  ];
}

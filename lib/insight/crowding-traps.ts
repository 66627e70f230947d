import type { Trap } from "@/lib/contract/psychology";
import { judgeTrap } from "./judge-trap";
import { inputFrom, type PartsAtHand } from "./parts-at-hand";
import { relativeStrength } from "./relative-strength";
import type { Thresholds } from "./thresholds";

/** What is misread about where the crowd stands. Inputs: ratios of puts to calls, daily prices. */
export function readCrowdingTraps(parts: PartsAtHand, thresholds: Thresholds): Trap[] {
  return [
    ...openInterestTraps(parts, thresholds),
    dearCalls(parts, thresholds),
    ...relativeStrengthTraps(parts, thresholds),
  ];
}

function openInterestTraps(
  parts: PartsAtHand,
  { callHeavyRatio, putHeavyRatio }: Thresholds,
): Trap[] {
  const ratio = inputFrom(
    parts,
    "gex",
    { name: "put/call ratio of open interest", unit: "ratio" },
    ({ putCallRatioOpenInterest }) => putCallRatioOpenInterest,
  );
  const measured = {
    measure: "Put/call ratio of open interest",
    value: ratio.value,
    unit: "ratio",
  } as const;
  return [
    judgeTrap(
      {
        id: "crowded-calls",
        name: "Crowded calls",
        mistake:
          "Taking many open calls for proof of a rise: each has its seller, and the crowd is in.",
      },
      [ratio],
      [{ ...measured, comparison: "below", limit: callHeavyRatio }],
    ),
    judgeTrap(
      {
        id: "crowded-puts",
        name: "Crowded puts",
        mistake:
          "Taking many open puts for proof of a fall: many are insurance, and the crowd is in.",
      },
      [ratio],
      [{ ...measured, comparison: "above", limit: putHeavyRatio }],
    ),
  ];
}

/** Skew: puts are usually the dearer ones, so only the contrary is told. */
function dearCalls(parts: PartsAtHand, { evenVolatilityRatio }: Thresholds): Trap {
  const ratio = inputFrom(
    parts,
    "gex",
    { name: "put/call ratio of implied volatility (skew)", unit: "ratio" },
    ({ putCallVolatilityRatio }) => putCallVolatilityRatio,
  );
  const about = {
    id: "dear-calls",
    name: "Calls dearer than puts",
    mistake:
      "Paying for calls what the crowd pays: they cost more volatility than puts as far out.",
  } as const;
  const condition = {
    measure: "Put/call ratio of implied volatility",
    value: ratio.value,
    unit: "ratio",
    comparison: "below",
    limit: evenVolatilityRatio,
  } as const;
  return judgeTrap(about, [ratio], [condition]);
}

function relativeStrengthTraps(parts: PartsAtHand, thresholds: Thresholds): Trap[] {
  const { relativeStrengthDays: period, overbought, oversold, dayGapMax } = thresholds;
  const points = parts.history?.data.points ?? [];
  const { value, days } = relativeStrength(points, { period, dayGapMax });
  const about = { name: "daily prices in a row", unit: "days" } as const;
  const prices = inputFrom(parts, "history", about, () => days);
  const measured = {
    measure:
      days > period ? `RSI(${period}, 1 day)` : `${period + 1} daily prices in a row, for RSI`,
    value,
    unit: "0 to 100",
  } as const;
  return [
    judgeTrap(
      {
        id: "overbought",
        name: "Overbought",
        mistake:
          "Selling for a high RSI alone: it tells how far price has come, not that it turns, least of all in negative gamma.",
      },
      [prices],
      [{ ...measured, comparison: "above", limit: overbought }],
    ),
    judgeTrap(
      {
        id: "oversold",
        name: "Oversold",
        mistake:
          "Buying for a low RSI alone: it tells how far price has come, not that it turns, least of all in negative gamma.",
      },
      [prices],
      [{ ...measured, comparison: "below", limit: oversold }],
    ),
  ];
}

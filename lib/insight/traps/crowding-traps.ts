import type { Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, finite, inputFrom } from "@/lib/insight/available-parts";
import type { Thresholds } from "@/lib/insight/thresholds";
import { isMet, judgeTrap } from "./judge-trap";
import { readOpenInterestTraps } from "./open-interest-traps";
import { relativeStrength } from "./relative-strength";

/** Traps about crowd positions. Inputs: put/call ratios, skew, daily prices. */
export function readCrowdingTraps(parts: AvailableParts, thresholds: Thresholds): Trap[] {
  return [
    ...readOpenInterestTraps(parts, thresholds),
    dearCalls(parts, thresholds),
    ...relativeStrengthTraps(parts, thresholds),
  ];
}

/**
 * Skew. Puts are usually richer, so only richer calls are reported, and only when that is not the
 * symbol's own habit: commodity and meme names have richer calls all year. The upstream says that
 * skew should be evaluated with respect to its average. Its baseline of the ratio is in another
 * unit than the ratio, so the spread is compared: both are differences of volatility.
 */
function dearCalls(
  parts: AvailableParts,
  { evenVolatilityRatio, skewUsualPoints }: Thresholds,
): Trap {
  const ratio = inputFrom(
    parts,
    "gex",
    { name: "put/call implied volatility ratio (skew)", unit: "ratio" },
    ({ putCallVolatilityRatio }) => putCallVolatilityRatio,
  );
  const spread = inputFrom(
    parts,
    "gex",
    { name: "skew, IV at −1σ minus IV at +1σ", unit: "fraction" },
    ({ volatilitySpread }) => volatilitySpread,
  );
  const baseline = inputFrom(
    parts,
    "gex",
    { name: "baseline of the skew", unit: "fraction" },
    ({ volatilitySpreadBaseline }) => volatilitySpreadBaseline,
  );
  const isKnown = spread.value !== null && baseline.value !== null;
  const even = {
    measure: "Put/call implied volatility ratio",
    value: ratio.value,
    unit: "ratio",
    comparison: "below",
    limit: evenVolatilityRatio,
  } as const;
  const unusual = {
    measure: "Skew against its own baseline",
    value: isKnown ? finite((spread.value ?? 0) - (baseline.value ?? 0)) : null,
    unit: "fraction",
    comparison: "below",
    limit: -skewUsualPoints,
  } as const;
  const about = {
    id: "dear-calls",
    name: "Calls richer than puts",
    mistake: "Overpaying for upside. 25Δ calls trade at higher IV than 25Δ puts.",
    note: isMet(even) && unusual.value !== null && !isMet(unusual) ? USUAL_SKEW : null,
  } as const;
  return judgeTrap(about, [ratio, spread, baseline], [even, unusual]);
}

const USUAL_SKEW = "Usual for this symbol: its skew is at its own baseline.";

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

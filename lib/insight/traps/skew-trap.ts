import type { Input } from "@/lib/contract/market/input";
import type { Threshold, Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, finite, inputFrom } from "@/lib/insight/available-parts";
import type { Thresholds } from "@/lib/insight/thresholds";
import { isMet, judgeTrap } from "./judge-trap";
import { skewMean } from "./skew-mean";

/**
 * Calls richer than puts. Puts are usually richer, so only richer calls are reported, and only when
 * that is not the symbol's own habit: commodity and meme names have richer calls all year. The
 * upstream says that skew should be evaluated with respect to its average.
 */
export function readSkewTrap(parts: AvailableParts, thresholds: Thresholds): Trap {
  const ratio = inputFrom(
    parts,
    "gex",
    { name: "put/call implied volatility ratio (skew)", unit: "ratio" },
    ({ putCallVolatilityRatio }) => putCallVolatilityRatio,
  );
  const reported = reportedBaseline(parts, thresholds);
  const { inputs, unusual } =
    reported.unusual.value === null ? (ownMean(parts, ratio, thresholds) ?? reported) : reported;
  const even = {
    measure: "Put/call implied volatility ratio",
    value: ratio.value,
    unit: "ratio",
    comparison: "below",
    limit: thresholds.evenVolatilityRatio,
  } as const;
  const about = {
    id: "dear-calls",
    name: "Calls richer than puts",
    mistake: "Overpaying for upside. 25Δ calls trade at higher IV than 25Δ puts.",
    note: isMet(even) && unusual.value !== null && !isMet(unusual) ? USUAL_SKEW : null,
  } as const;
  return judgeTrap(about, [ratio, ...inputs], [even, unusual]);
}

type Compared = { inputs: readonly Input[]; unusual: Omit<Threshold, "words"> };

/**
 * The skew against the baseline that the upstream reports. Its baseline of the ratio is in another
 * unit than the ratio, so the spread is compared: both are differences of volatility.
 */
function reportedBaseline(parts: AvailableParts, { skewUsualPoints }: Thresholds): Compared {
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
  const value = isKnown ? finite((spread.value ?? 0) - (baseline.value ?? 0)) : null;
  const measure = "Skew against its own baseline";
  const limit = -skewUsualPoints;
  return {
    inputs: [spread, baseline],
    unusual: { measure, value, unit: "fraction", comparison: "below", limit },
  };
}

/** The ratio against its own mean in the history, percent. Null without such a mean. */
function ownMean(parts: AvailableParts, ratio: Input, thresholds: Thresholds): Compared | null {
  const mean = skewMean(parts, ratio.value, thresholds);
  if (mean.value === null || ratio.value === null) return null;
  const value = finite(100 * (ratio.value / mean.value - 1));
  const measure = "Put/call implied volatility ratio against its own mean";
  const limit = -thresholds.skewUsualPercent;
  return { inputs: [mean], unusual: { measure, value, unit: "%", comparison: "below", limit } };
}

const USUAL_SKEW = "Usual for this symbol: its skew is at its own baseline.";

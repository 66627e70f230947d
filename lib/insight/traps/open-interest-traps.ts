import type { Input } from "@/lib/contract/market/input";
import type { Threshold, Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, finite, inputFrom } from "@/lib/insight/available-parts";
import type { Thresholds } from "@/lib/insight/thresholds";
import { isMet, judgeTrap } from "./judge-trap";
import { putCallBaseline } from "./put-call-baseline";

/**
 * Crowded calls and puts. A fixed limit alone misleads: index ETFs hold more puts than calls all
 * year, as hedges. So the ratio must also differ from the symbol's own level 30 and 60 days earlier.
 */
export function readOpenInterestTraps(
  parts: AvailableParts,
  { callHeavyRatio, putHeavyRatio, crowdingUsualPercent, dayGapMax }: Thresholds,
): Trap[] {
  const ratio = inputFrom(
    parts,
    "gex",
    { name: "put/call ratio (open interest)", unit: "ratio" },
    ({ putCallRatioOpenInterest }) => putCallRatioOpenInterest,
  );
  const earlier = putCallBaseline(parts, dayGapMax);
  const judge = (about: (typeof CROWDED)[keyof typeof CROWDED], limits: Limits) => {
    const { comparison, heavy, change } = limits;
    const level: Condition = {
      measure: "Put/call ratio (open interest)",
      value: ratio.value,
      unit: "ratio",
      comparison,
      limit: heavy,
    };
    const drift: Condition = {
      measure: "Change from its own level 30 and 60 days earlier",
      value: changePercent(ratio.value, earlier),
      unit: "%",
      comparison,
      limit: change,
    };
    const note = noteOf(level, drift, earlier);
    return judgeTrap({ ...about, note }, [ratio, ...earlier], [level, drift]);
  };
  return [
    judge(CROWDED.calls, {
      comparison: "below",
      heavy: callHeavyRatio,
      change: -crowdingUsualPercent,
    }),
    judge(CROWDED.puts, {
      comparison: "above",
      heavy: putHeavyRatio,
      change: crowdingUsualPercent,
    }),
  ];
}

type Condition = Omit<Threshold, "words">;
type Limits = { comparison: "below" | "above"; heavy: number; change: number };

/** The ratio now against the mean of the earlier ones, percent. */
function changePercent(ratio: number | null, earlier: readonly Input[]): number | null {
  const known = earlier.flatMap(({ value }) => value ?? []);
  const usual = known.reduce((sum, value) => sum + value, 0) / known.length;
  return ratio === null || !(usual > 0) ? null : finite(100 * (ratio / usual - 1));
}

function noteOf(level: Condition, drift: Condition, earlier: readonly Input[]): string | null {
  if (level.value === null) return null;
  if (drift.value === null) {
    return "No baseline. Without the symbol's own usual ratio, a fixed limit says nothing: index ETFs hold more puts than calls all year.";
  }
  if (!isMet(level) || isMet(drift)) return null;
  const levels = earlier.map(
    ({ name, value }) => `${value?.toFixed(2)} ${name.replace("put/call ratio ", "")}`,
  );
  return `Usual for this symbol: ${levels.join(", ")}.`;
}

const CROWDED = {
  calls: {
    id: "crowded-calls",
    name: "Crowded calls",
    mistake:
      "Reading heavy call open interest as bullish. Every call has a seller, and the trade is crowded.",
  },
  puts: {
    id: "crowded-puts",
    name: "Crowded puts",
    mistake: "Reading heavy put open interest as bearish. Much of it is hedging.",
  },
} as const;

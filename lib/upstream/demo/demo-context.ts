import type { GexData } from "@/lib/contract/market/gex-data";
import type { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";
import { demoFraction } from "./demo-fraction";
import type { DemoSymbol } from "./demo-symbols";

type Context = Pick<GexData, keyof typeof UNSENT_FIGURES>;
type Known = {
  /** Days since 1970. */
  day: number;
  spot: number;
  netGex: number;
  volatility: number;
  /** Put/call ratio of open interest. */
  ratio: number;
};

/**
 * What is usual for a symbol, consistent with its summary: the 30-day move is volatility *
 * sqrt(21 / 252), open interest has the put/call ratio, and GEX in shares over volume is $ per 1% /
 * (price squared * 0.01) / volume. The demo market has no rating.
 */
export function demoContext(
  { name, averageVolume }: DemoSymbol,
  { day, spot, netGex, volatility, ratio }: Known,
): Context {
  const move = volatility * Math.sqrt(21 / 252);
  const drift = (about: string) => 0.3 * (demoFraction(name, `${about} ${day}`) - 0.5);
  const spread = (about: string) => 0.09 * demoFraction(name, about) - 0.015;
  // An index has no volume of its own to size these by.
  const callOpenInterest = averageVolume === null ? null : Math.round(averageVolume / 15);
  return {
    expectedMoveThirtyDaysPercent: 100 * move,
    expectedMoveThirtyDaysLow: spot * (1 - move),
    expectedMoveThirtyDaysHigh: spot * (1 + move),
    realizedVolatility: rounded(volatility * (0.75 + 0.4 * demoFraction(name, `real ${day}`)), 4),
    callOpenInterest,
    putOpenInterest: callOpenInterest === null ? null : Math.round(callOpenInterest * ratio),
    putCallRatioChange30Days: rounded(ratio * drift("pcr 30"), 2),
    putCallRatioChange60Days: rounded(ratio * drift("pcr 60"), 2),
    volatilitySpread: rounded(spread(`spread ${day}`), 4),
    volatilitySpreadBaseline: rounded(spread("spread"), 4),
    callPutDeltaSpread: null,
    gexVolumeRatio:
      averageVolume === null ? null : rounded(netGex / (spot * spot * 0.01) / averageVolume, 4),
    isChainUsable: true,
    rating: null,
  };
}

function rounded(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}

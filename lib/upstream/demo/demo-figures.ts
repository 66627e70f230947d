import type { GexData } from "@/lib/contract/market/gex-data";
import { flipDistancePercent } from "@/lib/upstream/figures/flip-distance";
import { demoContext } from "./demo-context";
import { demoPath, momentOf, TRADING_DAYS_A_YEAR, valueAt } from "./demo-path";
import { demoShares } from "./demo-shares";
import { demoState, roundTo } from "./demo-state";
import { demoStrikes, largestStrike } from "./demo-strikes";
import type { DemoSymbol } from "./demo-symbols";
import { weeklyExpiration } from "./weekly-expiration";

const MINUTES_A_DAY = 1_440;

/**
 * The summary of one minute (minutes since 1970), consistent with itself. Gamma is negative exactly
 * while spot is below the flip. The nearest expiration's gamma is its share of the total. An
 * expected move over n days is volatility * sqrt(n / 252).
 */
export function demoFigures(symbol: DemoSymbol, minute: number): GexData {
  const path = demoPath(symbol, minute);
  const state = demoState(path, minute);
  const { spot, flip, netGex, impliedVolatility, ivRank, putCallRatioOpenInterest } = state;
  const moment = momentOf(minute);
  const share = demoShares(symbol, minute).nearest;
  const busy = 0.85 + 0.1 * valueAt(path.volume, moment);
  return {
    spot,
    netGex,
    flip,
    flipDistancePercent: flipDistancePercent(flip, spot),
    impliedVolatility,
    ivRank,
    putCallRatioOpenInterest,
    putCallRatioVolume: roundTo(putCallRatioOpenInterest * Math.max(0.3, busy), 2),
    putCallVolumeFromYesterday: false,
    putCallVolatilityRatio: state.putCallVolatilityRatio,
    nearestExpiration: weeklyExpiration(minute),
    nearestExpirationGex: netGex * share,
    nearestExpirationShare: share,
    maxGammaStrike: largestStrike(demoStrikes(symbol, state)),
    averageVolume: symbol.averageVolume,
    expectedMoveOneDayPercent: expectedMovePercent(impliedVolatility, 1),
    expectedMoveOneWeekPercent: expectedMovePercent(impliedVolatility, 5),
    ...demoContext(symbol, {
      day: Math.floor(minute / MINUTES_A_DAY),
      spot,
      netGex,
      volatility: impliedVolatility,
      ratio: putCallRatioOpenInterest,
    }),
  };
}

function expectedMovePercent(volatility: number, days: number): number {
  return volatility * Math.sqrt(days / TRADING_DAYS_A_YEAR) * 100;
}

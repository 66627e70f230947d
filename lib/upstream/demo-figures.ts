import type { GexData } from "@/lib/contract/gex-data";
import { demoFraction } from "./demo-fraction";
import type { DemoSymbol } from "./demo-symbols";
import { flipDistancePercent } from "./flip-distance";

export const MINUTE_MS = 60_000;
const TRADING_DAYS_A_YEAR = 252;

/**
 * The figures of one minute (minutes since 1970), consistent with each other: gamma is negative
 * exactly while spot is below the flip, the nearest expiration's gamma is its share of the total,
 * and an expected move over n days is volatility * sqrt(n / 252).
 */
export function demoFigures(symbol: DemoSymbol, minute: number): GexData {
  const { name, basePrice, averageVolume, flipOffset } = symbol;
  const swing = slowSwing(name, minute);
  const level = basePrice * (1 + swing);
  const spot = roundTo(level * (1 + drift(name, minute)), 2);
  const flip = roundTo(level * (1 + flipOffset + drift(`${name} flip`, minute) / 8), 2);
  const netGex = roundTo(largestGamma(symbol) * Math.tanh((spot - flip) / (0.03 * flip)), 2);
  const share = roundTo(0.06 + 0.5 * demoFraction(name, `share ${dayOf(minute)}`), 4);
  const calm = 2 * drift(name, minute) + 1.5 * swing;
  const volatility = roundTo(symbol.volatility * (1 - calm), 4);
  return {
    spot,
    netGex,
    flip,
    flipDistancePercent: flipDistancePercent(flip, spot),
    impliedVolatility: volatility,
    ivRank: roundTo(100 * demoFraction(name, `rank ${dayOf(minute)}`), 1),
    putCallRatioOpenInterest: roundTo(0.5 + 1.4 * demoFraction(name, `pcr ${dayOf(minute)}`), 2),
    putCallRatioVolume: roundTo(
      (0.4 + 1.2 * demoFraction(name, `volume ${dayOf(minute)}`)) * (1 + 8 * drift(name, minute)),
      2,
    ),
    putCallVolumeFromYesterday: false,
    putCallVolatilityRatio: roundTo(0.94 + 0.22 * demoFraction(name, `skew ${dayOf(minute)}`), 3),
    nearestExpiration: fridayFrom(minute),
    nearestExpirationGex: netGex * share,
    nearestExpirationShare: share,
    maxGammaStrike: nearestStrike(level * (1 + flipOffset / 2), strikeStep(symbol)),
    averageVolume,
    expectedMoveOneDayPercent: expectedMovePercent(volatility, 1),
    expectedMoveOneWeekPercent: expectedMovePercent(volatility, 5),
  };
}

function expectedMovePercent(volatility: number, days: number): number {
  return volatility * Math.sqrt(days / TRADING_DAYS_A_YEAR) * 100;
}

/** $ per 1 % move: about a thirtieth of a day's turnover moves with each percent. */
export function largestGamma({ basePrice, averageVolume }: DemoSymbol): number {
  return (basePrice * averageVolume) / 30;
}

/** What a history shows: two swings of weeks; within 7 % either way. */
function slowSwing(name: string, minute: number): number {
  const turns = 2 * Math.PI * (minute / (24 * 60));
  const phase = 2 * Math.PI * demoFraction(name, "swing");
  return 0.05 * Math.sin(turns / 41 + phase) + 0.02 * Math.sin(turns / 13 + 2 * phase);
}

/** A day-long swing, a shorter one and a little noise; within 0.9 % either way. */
function drift(name: string, minute: number): number {
  const turn = 2 * Math.PI;
  const phase = demoFraction(name, "phase");
  return (
    0.006 * Math.sin(turn * (minute / 390 + phase)) +
    0.002 * Math.sin(turn * (minute / 47 + phase * 3)) +
    0.001 * (2 * demoFraction(name, `noise ${minute}`) - 1)
  );
}

function dayOf(minute: number): number {
  return Math.floor(minute / (24 * 60));
}

/** The first Friday from that day on, as `YYYY-MM-DD`. */
function fridayFrom(minute: number): string {
  const date = new Date(minute * MINUTE_MS);
  date.setUTCDate(date.getUTCDate() + ((5 - date.getUTCDay() + 7) % 7));
  return date.toISOString().slice(0, 10);
}

/** $ between two strikes; the same at all times, so that strikes do not move. */
export function strikeStep({ basePrice }: DemoSymbol): number {
  return basePrice < 25 ? 0.5 : basePrice < 100 ? 1 : basePrice < 1_000 ? 5 : 25;
}

function nearestStrike(price: number, step: number): number {
  return Math.round(price / step) * step;
}

function roundTo(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}

import type { CurveData, CurveStrike } from "@/lib/contract/curve-data";
import type { Expiry } from "@/lib/contract/wanted";
import { demoFigures, largestGamma, strikeStep } from "./demo-figures";
import { demoFraction } from "./demo-fraction";
import { demoShares } from "./demo-shares";
import type { DemoSymbol } from "./demo-symbols";

/** Strikes to either side of spot. */
const STRIKES_A_SIDE = 24;

/**
 * The curve of one minute, consistent with the headline: its strikes add up to the net gamma and
 * the put/call ratio of open interest, the most gamma is at the headline's strike, and one expiry
 * has its share of all.
 */
export function demoCurve(symbol: DemoSymbol, minute: number, expiry: Expiry): CurveData {
  const headline = demoFigures(symbol, minute);
  const { netGex, spot, flip, nearestExpiration, putCallRatioOpenInterest } = headline;
  const shares = demoShares(symbol, minute);
  const part =
    expiry === "nearest" ? shares.nearest : expiry === "first_monthly" ? shares.first_monthly : 1;
  const net = Math.round((netGex ?? 0) * part);
  const gross = 2.2 * largestGamma(symbol) * part;
  const strikes = strikesAround(symbol, spot ?? symbol.basePrice);
  const peak = strikes.indexOf(headline.maxGammaStrike ?? 0);
  const weigh = (side: string, centre: number) =>
    withPeak(
      strikes.map((strike) => weightOf(symbol, strike, centre, `${side} ${strike}`)),
      peak,
    );
  const calls = weigh("call", (spot ?? 0) * 1.02);
  const puts = weigh("put", (spot ?? 0) * 0.98);
  const callGex = spread((gross + net) / 2, calls, peak);
  const putGex = spread((gross - net) / 2, puts, peak);
  const contracts = (symbol.averageVolume / 10) * part;
  const callOpenInterest = spread(contracts, calls, peak);
  const putOpenInterest = spread(contracts * (putCallRatioOpenInterest ?? 1), puts, peak);
  return {
    expiry,
    expiration: expiry === "nearest" ? nearestExpiration : null,
    spot,
    netGex: net,
    flip: expiry === "combined" ? flip : null,
    strikes: strikes.map((strike, index): CurveStrike => {
      const [call, put] = [callGex[index] ?? 0, 0 - (putGex[index] ?? 0)];
      const openInterest = {
        callOpenInterest: callOpenInterest[index] ?? 0,
        putOpenInterest: putOpenInterest[index] ?? 0,
      };
      return { strike, callGex: call, putGex: put, netGex: call + put, ...openInterest };
    }),
    strikesLeftOut: 0,
  };
}

function strikesAround(symbol: DemoSymbol, spot: number): number[] {
  const step = strikeStep(symbol);
  const middle = Math.round(spot / step);
  const lowest = Math.max(1, middle - STRIKES_A_SIDE);
  const count = middle + STRIKES_A_SIDE - lowest + 1;
  return Array.from({ length: count }, (_, index) => (lowest + index) * step);
}

/** A bell around `centre` as wide as a month's move, uneven, and higher at round strikes. */
function weightOf(symbol: DemoSymbol, strike: number, centre: number, name: string): number {
  const width = centre * symbol.volatility * Math.sqrt(1 / 12);
  const bell = Math.exp(-(((strike - centre) / width) ** 2) / 2);
  const isRound = strike % (5 * strikeStep(symbol)) === 0;
  return (0.02 + bell) * (0.6 + 0.8 * demoFraction(symbol.name, name)) * (isRound ? 1.6 : 1);
}

function withPeak(weights: readonly number[], peak: number): number[] {
  const highest = Math.max(...weights);
  return weights.map((weight, index) => (index === peak ? 1.25 * highest : weight));
}

/** `total` in whole numbers by weight; what rounding leaves over goes to the peak. */
function spread(total: number, weights: readonly number[], peak: number): number[] {
  const sum = weights.reduce((one, other) => one + other, 0);
  const parts = weights.map((weight) => Math.round((total * weight) / sum));
  const left = Math.round(total) - parts.reduce((one, other) => one + other, 0);
  return parts.map((part, index) => (index === peak ? part + left : part));
}

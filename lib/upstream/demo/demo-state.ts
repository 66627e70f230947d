import { demoFraction } from "./demo-fraction";
import {
  type DemoMoment,
  type DemoPath,
  demoVolatility,
  momentOf,
  TRADING_DAYS_A_YEAR,
  valueAt,
} from "./demo-path";

/** What a history keeps of one minute, in the units of the summary. */
export type DemoState = {
  spot: number;
  flip: number;
  netGex: number;
  impliedVolatility: number;
  ivRank: number;
  putCallRatioOpenInterest: number;
  putCallVolatilityRatio: number;
};

/** Days of the past that a volatility rank compares with. */
const RANK_DAYS = 252;
/** The price stays within this many deviations of its base, so that strikes lie on both sides. */
const AWAY_MOST = 3.5;

/**
 * The market of one minute (minutes since 1970). The price returns to its base. The flip follows the
 * price at a distance that changes slowly, so spot crosses the flip a few times a year. Gamma is
 * negative exactly while spot is below the flip. Volatility rises when the price falls.
 */
export function demoState(path: DemoPath, minute: number): DemoState {
  const { symbol } = path;
  const moment = momentOf(minute);
  const unit = dayMove(path);
  const away = Math.max(-AWAY_MOST, Math.min(AWAY_MOST, valueAt(path.price, moment)));
  const moved = away * priceSpread(path) + wiggle(path, minute, moment);
  const spot = roundTo(symbol.basePrice * Math.exp(moved), 2);
  const flip = roundTo(spot * Math.exp(-distance(path, moment)), 2);
  const apart = Math.log(spot / flip);
  const above = valueAt(path.price, moment) - valueAt(path.mean, moment);
  const volatility = demoVolatility(symbol, above, valueAt(path.volatility, moment));
  return {
    spot,
    flip,
    netGex: Math.round(symbol.largestGamma * Math.tanh(apart / (4.5 * unit))),
    impliedVolatility: volatility,
    ivRank: rankOf(path, moment, volatility),
    putCallRatioOpenInterest: roundTo(
      symbol.putCallRatio * Math.exp(0.12 * valueAt(path.positions, moment)),
      2,
    ),
    putCallVolatilityRatio: roundTo(1.05 + 0.1 * Math.tanh(valueAt(path.skew, moment) / 2), 3),
  };
}

/** The deviation of a day's move, as a fraction of the price. */
function dayMove({ symbol }: DemoPath): number {
  return symbol.volatility / Math.sqrt(TRADING_DAYS_A_YEAR);
}

/** The deviation of the price from its base: four days' moves, since moves fade. */
function priceSpread(path: DemoPath): number {
  return 4 * dayMove(path);
}

/**
 * The logarithm of spot over flip, at most six days' moves. Most symbols are above their flip most
 * of the time. A day's move shows in it a little.
 */
function distance(path: DemoPath, moment: DemoMoment): number {
  const usual = 0.9 * (demoFraction(path.symbol.walks, "usual gap walk") - 0.25);
  const slow = 5 * Math.tanh(0.7 * (valueAt(path.gap, moment) + usual));
  const fast = valueAt(path.price, moment) - (path.trend[moment.from] ?? 0);
  return dayMove(path) * (slow + Math.max(-0.5, Math.min(0.5, 0.4 * fast)));
}

/** Moves within the day, none at midnight: two waves, and some noise from minute to minute. */
function wiggle(path: DemoPath, minute: number, { day, minuteOfDay }: DemoMoment): number {
  const { walks: name } = path.symbol;
  const part = minuteOfDay / 1_440;
  const wave = (times: number) =>
    Math.sin(2 * Math.PI * (times * part + demoFraction(name, `wave ${times} ${day}`)));
  const noise = 2 * demoFraction(name, `noise ${minute}`) - 1;
  const size = 0.3 * dayMove(path) * Math.sin(Math.PI * part);
  return size * (0.6 * wave(5) + 0.3 * wave(17) + 0.1 * noise);
}

/** Where a volatility lies between the lowest and the highest of a year, 0 to 100. */
function rankOf({ closingVolatility }: DemoPath, { from }: DemoMoment, now: number): number {
  const year = closingVolatility.slice(Math.max(0, from - RANK_DAYS), from + 1);
  const [lowest, highest] = [Math.min(now, ...year), Math.max(now, ...year)];
  return highest === lowest ? 0 : roundTo((100 * (now - lowest)) / (highest - lowest), 1);
}

export function roundTo(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}

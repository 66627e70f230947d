import type { CurveStrike } from "@/lib/contract/market/curve-data";
import { demoFraction } from "./demo-fraction";
import type { DemoState } from "./demo-state";
import type { DemoSymbol } from "./demo-symbols";

/** Strikes on each side of spot. */
const STRIKES_A_SIDE = 24;
/** $ between two strikes, as exchanges list them. */
const STEPS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];
const MONTHS = 12;
const WEEKS = 52;

/** What a curve is drawn from. */
type Market = Pick<DemoState, "spot" | "netGex" | "putCallRatioOpenInterest">;

/**
 * The strikes of one minute, or of the `part` of it that one expiration has. Call gamma peaks above
 * spot and put gamma below it, at round strikes that stay while spot moves a little. The strikes add
 * up to the net gamma and to the put/call ratio of open interest. GEX in whole $ per 1 % move.
 */
export function demoStrikes(symbol: DemoSymbol, market: Market, part = 1): CurveStrike[] {
  const { spot, netGex, putCallRatioOpenInterest } = market;
  const strikes = strikesAround(symbol, spot);
  const walls = wallsAround(symbol, spot);
  const weigh = (side: "call" | "put") => weightsOf(symbol, strikes, { side, spot, ...walls });
  const [calls, puts] = [weigh("call"), weigh("put")];
  const net = Math.round(netGex * part);
  const gross = 2.2 * symbol.largestGamma * part;
  const contracts = (symbol.largestGamma / symbol.basePrice) * 3 * part;
  const callGex = spread((gross + net) / 2, calls);
  // Whole numbers: the puts are what is left of the net.
  const putGex = spread(callGex.reduce((sum, one) => sum + one, 0) - net, puts);
  const callOpenInterest = spread(contracts, calls);
  const putOpenInterest = spread(contracts * putCallRatioOpenInterest, puts);
  return strikes.map((strike, index) => {
    const [call, put] = [callGex[index] ?? 0, 0 - (putGex[index] ?? 0)];
    return {
      strike,
      callGex: call,
      putGex: put,
      netGex: call + put,
      callOpenInterest: callOpenInterest[index] ?? 0,
      putOpenInterest: putOpenInterest[index] ?? 0,
    };
  });
}

/** The strike with the most gamma of calls and puts together, $. */
export function largestStrike(strikes: readonly CurveStrike[]): number | null {
  const sizeOf = ({ callGex, putGex }: CurveStrike) => (callGex ?? 0) - (putGex ?? 0);
  const [first, ...others] = strikes;
  if (first === undefined) return null;
  return others.reduce((best, one) => (sizeOf(one) > sizeOf(best) ? one : best), first).strike;
}

/** $ between two strikes. Constant, so that strikes do not move: the curve is two months wide. */
function stepOf({ basePrice, volatility }: DemoSymbol): number {
  const wanted = (basePrice * 2.5 * volatility * Math.sqrt(1 / MONTHS)) / STRIKES_A_SIDE;
  // Cheap symbols have strikes below spot too.
  const most = basePrice / 3;
  const fitting = STEPS.filter((step) => step <= most);
  return fitting.find((step) => step >= wanted) ?? fitting.at(-1) ?? most;
}

function strikesAround(symbol: DemoSymbol, spot: number): number[] {
  const step = stepOf(symbol);
  const middle = Math.round(spot / step);
  const lowest = Math.max(1, middle - STRIKES_A_SIDE);
  const count = middle + STRIKES_A_SIDE - lowest + 1;
  return Array.from({ length: count }, (_, index) => strikeAt(lowest + index, step));
}

/** The strikes where each side peaks: two fifths of a week's move away, then on to a round one. */
function wallsAround(symbol: DemoSymbol, spot: number): { callWall: number; putWall: number } {
  const step = stepOf(symbol);
  const away = 0.4 * symbol.volatility * Math.sqrt(1 / WEEKS);
  const [above, below] = [
    Math.ceil((spot * (1 + away)) / step),
    Math.floor((spot * (1 - away)) / step),
  ];
  return {
    callWall: strikeAt(above + (above % 2), step),
    putWall: strikeAt(Math.max(1, below - (below % 2)), step),
  };
}

function strikeAt(place: number, step: number): number {
  return Number((place * step).toFixed(2));
}

type Side = { side: "call" | "put"; spot: number; callWall: number; putWall: number };

/** A bell around the wall, as wide as a month's move, uneven, and lower on the other side of spot. */
function weightsOf(symbol: DemoSymbol, strikes: readonly number[], of: Side): number[] {
  const isCall = of.side === "call";
  const wall = isCall ? of.callWall : of.putWall;
  const width = of.spot * symbol.volatility * Math.sqrt(1 / MONTHS);
  const weights = strikes.map((strike) => {
    const bell = Math.exp(-(((strike - wall) / width) ** 2) / 2);
    const isOwnSide = isCall ? strike >= of.spot : strike <= of.spot;
    const uneven = 0.5 + demoFraction(symbol.name, `${of.side} ${strike}`);
    return (0.02 + bell) * uneven * (isOwnSide ? 1 : 0.45);
  });
  const highest = Math.max(...weights);
  return weights.map((weight, index) => (strikes[index] === wall ? 1.3 * highest : weight));
}

/** Splits `total` into whole numbers by weight. The heaviest gets the rounding remainder. */
function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((one, other) => one + other, 0);
  const parts = weights.map((weight) => Math.round((total * weight) / sum));
  const left = Math.round(total) - parts.reduce((one, other) => one + other, 0);
  const heaviest = weights.indexOf(Math.max(...weights));
  return parts.map((part, index) => (index === heaviest ? part + left : part));
}

import { demoFraction } from "./demo-fraction";

/** What stays the same of one symbol of the demo market. */
export type DemoSymbol = {
  name: string;
  /** $ */
  basePrice: number;
  /** Shares a day. */
  averageVolume: number;
  /** A year, as a fraction. */
  volatility: number;
  /** Where the flip lies from the base price, as a fraction: over zero, gamma is negative. */
  flipOffset: number;
};

/** The symbol's constants, or null when the demo market does not know it. */
export function findDemoSymbol(name: string): DemoSymbol | null {
  const known = KNOWN.get(name);
  if (known) {
    const [basePrice, averageVolume, volatility, flipOffset] = known;
    return { name, basePrice, averageVolume, volatility, flipOffset };
  }
  if (UNKNOWN.has(name) || !/^[A-Z]{1,6}$/.test(name)) return null;
  return invent(name);
}

const UNKNOWN = new Set(["NOPE", "NONE", "ZZZZ", "XXXXXX"]);

const KNOWN = new Map<string, readonly [number, number, number, number]>([
  ["SPY", [684.2, 82_776_000, 0.161, 0.013]],
  ["QQQ", [612.5, 70_849_000, 0.224, 0.018]],
  ["IWM", [241.3, 38_100_000, 0.236, 0.031]],
  ["DIA", [474.9, 4_210_000, 0.148, -0.016]],
  ["^SPX", [6_842.4, 2_900_000, 0.158, 0.014]],
  ["^VIX", [18.6, 1_200_000, 0.92, -0.07]],
  ["AAPL", [268.4, 51_200_000, 0.261, -0.034]],
  ["MSFT", [512.7, 21_800_000, 0.229, -0.021]],
  ["NVDA", [187.9, 182_000_000, 0.438, 0.027]],
  ["AMZN", [231.6, 43_700_000, 0.312, -0.026]],
  ["META", [624.8, 14_900_000, 0.334, 0.022]],
  ["GOOGL", [283.1, 36_400_000, 0.297, -0.041]],
  ["TSLA", [412.3, 88_300_000, 0.571, 0.036]],
  ["AMD", [241.7, 61_500_000, 0.523, -0.029]],
  ["NFLX", [1_104.6, 3_900_000, 0.342, 0.019]],
  ["COIN", [318.2, 10_700_000, 0.684, 0.044]],
  ["PLTR", [176.5, 71_900_000, 0.598, -0.037]],
  ["JPM", [306.4, 8_600_000, 0.218, -0.018]],
  ["XOM", [117.8, 14_300_000, 0.223, -0.024]],
  ["GLD", [379.5, 12_800_000, 0.197, -0.028]],
  ["TLT", [89.7, 39_600_000, 0.131, 0.015]],
  ["BRK.B", [498.2, 4_400_000, 0.162, -0.019]],
  ["BF-B", [29.4, 3_100_000, 0.324, 0.033]],
  ["ES=F", [6_851.0, 1_600_000, 0.157, 0.014]],
]);

function invent(name: string): DemoSymbol {
  const basePrice = 8 * 60 ** demoFraction(name, "price");
  const offset = 0.014 + 0.04 * demoFraction(name, "flip");
  return {
    name,
    basePrice,
    averageVolume: Math.round(400_000 * 50 ** demoFraction(name, "volume")),
    volatility: 0.14 + 0.6 * demoFraction(name, "volatility"),
    flipOffset: demoFraction(name, "side") < 0.4 ? offset : -offset,
  };
}

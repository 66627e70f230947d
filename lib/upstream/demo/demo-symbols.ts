import { demoFraction } from "./demo-fraction";
import prices from "./demo-prices.json";

/** The constants of one demo symbol. */
export type DemoSymbol = {
  name: string;
  /** $ around which the price moves. */
  basePrice: number;
  /** Shares a day; null: an index has none. */
  averageVolume: number | null;
  /** Usual implied volatility per year, as a fraction. */
  volatility: number;
  /** Largest size of net gamma, $ per 1 % move. */
  largestGamma: number;
  /** Usual put open interest over call open interest. */
  putCallRatio: number;
  /** The symbol whose walks it follows: its own, or that of the same market. */
  walks: string;
  /** The symbol whose price it moves against, if any. */
  opposite: string | null;
};

/** Price ($), volume (million shares a day), volatility (%), and an index's largest gamma ($ bn). */
type Row = readonly [number, number | null, number, number?];
const ROWS: Readonly<Record<string, Row>> = prices as never;

/** The shares and funds of the search. Indices and futures have no volume of their own, or `=`. */
export const DEMO_SHARES: readonly string[] = Object.entries(ROWS).flatMap(([name, [, volume]]) =>
  volume === null || name.includes("=") ? [] : [name],
);

/** Funds and indices that people hedge with: more puts than calls are open in them. */
const HEDGES = new Set(["SPY", "QQQ", "IWM", "DIA", "SPX", "NDX", "RUT", "XSP", "VOO", "IVV"]);

/** Symbols of one market, by the one that leads: their prices move together. */
const LEADERS: Readonly<Record<string, string>> = {
  SPX: "SPY",
  XSP: "SPY",
  VOO: "SPY",
  IVV: "SPY",
  "ES=F": "SPY",
  NDX: "QQQ",
  QQQM: "QQQ",
  RUT: "IWM",
  DJI: "DIA",
  DJX: "DIA",
  IAU: "GLD",
  GOOG: "GOOGL",
  "BRK.A": "BRK.B",
  "BF.A": "BF.B",
};

/** Net gamma is at most about a thirtieth of a day's turnover. */
const GAMMA_OF_TURNOVER = 1 / 30;

const UNKNOWN = new Set(["NOPE", "NONE", "ZZZZ", "XXXXXX"]);

/**
 * The symbol's constants, or null when the demo market does not have it. Symbols of the search have
 * prices of about their real size; others of letters only are invented.
 */
export function findDemoSymbol(name: string): DemoSymbol | null {
  const row = Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
  if (row !== undefined) return symbolOf(name, row);
  if (UNKNOWN.has(name) || !/^[A-Z]{1,6}$/.test(name)) return null;
  return symbolOf(name, [
    8 * 60 ** demoFraction(name, "price"),
    0.4 * 50 ** demoFraction(name, "volume"),
    14 + 60 * demoFraction(name, "volatility"),
  ]);
}

function symbolOf(name: string, [basePrice, millions, percent, billions]: Row): DemoSymbol {
  const averageVolume = millions === null ? null : Math.round(millions * 1e6);
  const turnover = basePrice * (averageVolume ?? 0);
  const usual = demoFraction(name, "put/call");
  return {
    name,
    basePrice,
    averageVolume,
    volatility: percent / 100,
    largestGamma: billions === undefined ? turnover * GAMMA_OF_TURNOVER : billions * 1e9,
    walks: (Object.hasOwn(LEADERS, name) && LEADERS[name]) || name,
    opposite: name === "VIX" ? "SPY" : null,
    putCallRatio: HEDGES.has(name) ? 1.3 + 0.4 * usual : 0.5 + 0.6 * usual,
  };
}

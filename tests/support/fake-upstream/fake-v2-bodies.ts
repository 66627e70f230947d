import type { Resource } from "@/lib/contract/market/resource";
import { fakeDays, fakeFigures, fakeStrikes } from "./fake-figures";

/** A good v2 body. Null for parameters that v2 does not accept. */
export function v2Body(
  resource: Resource,
  symbol: string,
  parameters: URLSearchParams,
  now: number,
): string | null {
  switch (resource) {
    case "gex":
      return JSON.stringify(state(symbol, now));
    case "curve":
      return parameters.has("gamma")
        ? gamma(symbol, parameters, now)
        : curve(symbol, parameters.get("exp") ?? "combined", now);
    case "history":
      return series(symbol, parameters, now);
    case "expirations":
      return expirations(symbol, now);
    case "setups":
      return setups(now);
    default:
      return resource satisfies never;
  }
}

/** Schema `tv.ticker.state.v2`. */
function state(symbol: string, now: number) {
  const { spot, flip, netGex, volatility } = fakeFigures(symbol);
  const expectedMove = (days: number) => volatility * Math.sqrt(days / 252) * 100;
  return {
    data: {
      expected_move: {
        expected_move_pct_1d: expectedMove(1),
        expected_move_pct_1w: expectedMove(5),
        expected_move_pct_30d: expectedMove(21),
        levels: {
          price_minus_1sigma: spot * (1 - expectedMove(21) / 100),
          price_plus_1sigma: spot * (1 + expectedMove(21) / 100),
        },
      },
      gamma: {
        flip: { dist_pct: ((flip - spot) / spot) * 100, price: flip },
        flow_context: { avg_volume: 1_000_000, gex_volume_ratio: 0.02 },
        gamma_notional_per_1pct_move_usd: netGex,
        structure: {
          max_gamma_strike: Math.round(spot),
          nearest_exp_gamma_notional_per_1pct_move_usd: netGex / 4,
          nearest_expiration_date: new Date(now).toISOString().slice(0, 10),
          pct_gamma_expiring_nearest_expiry: 0.25,
        },
      },
      positioning: {
        put_call: {
          call_oi: 80_000,
          put_oi: 100_000,
          pcr_oi: 1.25,
          pcr_oi_change: { d30: 0.25, d60: 0.15 },
          pcr_volume: 0.8,
        },
        skew: {
          baselines: { put_call_iv_spread: 0.05 },
          put_call_iv_ratio_25delta: 1.08,
          put_call_iv_spread: 0.04,
        },
      },
      market_state: { realized_vol_20d: volatility * 0.9 },
      underlying: { iv: { atm_iv: volatility, iv_rank: 42 }, price: spot },
    },
    meta: {
      asof: new Date(now).toISOString(),
      data_flags: { chain_ok: true, pcr_vol_from_yesterday: false },
      schema: "tv.ticker.state.v2",
      ticker: symbol,
    },
  };
}

const DAY_MS = 86_400_000;

/** `data.asof` is display text, and the machine's time is in `meta`. */
function displayTime(now: number): string {
  return new Date(now).toUTCString();
}

function metaOf(symbol: string, now: number) {
  return { asof: new Date(now).toISOString(), ticker: symbol };
}

function curve(symbol: string, exp: string, now: number): string | null {
  if (!["combined", "nearest", "first_monthly"].includes(exp)) return null;
  const { spot, flip } = fakeFigures(symbol);
  const perPercent = spot * spot * 0.01;
  const points = fakeStrikes(symbol).map(({ strike, call, put }) => ({
    strike,
    call: call * perPercent,
    put: put * perPercent,
    net: (call + put) * perPercent,
  }));
  const total = points.reduce((sum, { net }) => sum + net, 0);
  const totals = { gex_flip_price: flip, gex_value_per_1pct: total, put_call_oi: 1.25 };
  const data = { price: spot, asof: displayTime(now), points, totals };
  return JSON.stringify({ data, meta: metaOf(symbol, now) });
}

/** `/curves/gamma`: net gamma of a date, or of all of now. */
function gamma(symbol: string, parameters: URLSearchParams, now: number): string | null {
  const exp = parameters.get("exp") ?? "combined";
  const isLive = exp === "combined" && parameters.get("realtime") === "true";
  if (!isLive && !/^\d{4}-\d{2}-\d{2}$/.test(exp)) return null;
  const { spot } = fakeFigures(symbol);
  const points = fakeStrikes(symbol).map(({ strike, call, put }) => ({
    strike,
    gamma: (call + put) * spot * spot * 0.01 * (isLive ? 1 : 0.1),
  }));
  const data = { price: spot, expiry: exp, asof: displayTime(now), points };
  return JSON.stringify({ data, meta: metaOf(symbol, now) });
}

const WINDOW_DAYS: Record<string, number> = {
  "5d": 5,
  "30d": 30,
  "180d": 180,
  "1y": 365,
  "2y": 730,
};

/** Schema `tv.series.v2`: only the requested metrics. */
function series(symbol: string, parameters: URLSearchParams, now: number): string | null {
  const days = WINDOW_DAYS[parameters.get("window") ?? "180d"];
  if (days === undefined) return null;
  const { spot, flip, netGex, volatility } = fakeFigures(symbol);
  const known: Record<string, number> = {
    price: spot,
    gex_flip: flip,
    gex_usd_per_1_pct_move: netGex,
    atm_iv: volatility,
    iv_rank: 42,
    pcr_oi: 1.25,
    pc_25d_ratio: 1.08,
  };
  const metrics = (parameters.get("metrics") ?? "price").split(",");
  const figures = Object.fromEntries(metrics.map((metric) => [metric, known[metric] ?? null]));
  const points = fakeDays(now, days).map((date) => ({ date, ...figures }));
  return JSON.stringify({ data: { points }, meta: metaOf(symbol, now) });
}

function expirations(symbol: string, now: number): string {
  const points = fakeStrikes(symbol).map(({ strike, call, put }) => ({
    strike,
    combined: call + put,
    nearest: 0.4 * (call + put),
    first_weekly: 0.3 * (call + put),
    first_monthly: 0.2 * (call + put),
    all_other_expiries: 0.1 * (call + put),
  }));
  const { spot } = fakeFigures(symbol);
  const dayAfter = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  const expiries = { nearest: dayAfter(0), first_weekly: dayAfter(4), first_monthly: dayAfter(25) };
  const data = { price: spot, asof: displayTime(now), points, expiries };
  return JSON.stringify({ data, meta: metaOf(symbol, now) });
}

/** The symbols of each list. One is spelled in another way than ours. */
const LISTED = ["NVDA", "BRK-B", "TSLA", "AMD"];

/** A list as clients of v2 read it. */
function setups(now: number): string {
  const items = LISTED.map((ticker, place) => ({
    ticker,
    opportunity_score: 9 - place,
    recommended_direction: place % 2 === 0 ? "long" : "short",
    price: fakeFigures(ticker).spot,
    iv_rank: 40 + place,
  }));
  const asof = new Date(now).toISOString();
  return JSON.stringify({ data: { items, asof: displayTime(now) }, meta: { asof } });
}

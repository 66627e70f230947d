import { createHash } from "node:crypto";

/** Figures the fake upstream gives a symbol: the same on both versions, and at any time. */
type FakeFigures = { spot: number; flip: number; netGex: number; volatility: number };

export function fakeFigures(symbol: string): FakeFigures {
  const bytes = createHash("sha256").update(symbol).digest();
  const spot = 20 + bytes.readUInt16BE(0) / 100;
  return {
    spot,
    flip: Number((spot * (0.97 + (bytes[2] ?? 0) / 5_000)).toFixed(2)),
    netGex: bytes.readInt32BE(4) + 0.25,
    volatility: 0.1 + (bytes[8] ?? 0) / 512,
  };
}

/** `2022-01-10 14:36:25.864668`, as v1 writes its time. */
function vendorTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, -1).replace("T", " ")}000`;
}

/** A good v1 body: every value a string, under the ticker. */
export function v1Body(symbol: string, now: number): string {
  const { spot, flip, netGex, volatility } = fakeFigures(symbol);
  return JSON.stringify({
    [symbol]: {
      collection_date: vendorTime(now),
      price: String(spot),
      gex_flip_price: String(flip),
      skew_adjusted_gex: String(netGex),
      gex_per_1pct_chg: String(netGex),
      call_put_delta_spread: "-0.02",
      implied_volatility: String(volatility),
      next_expiration: new Date(now).toISOString().slice(0, 10),
      nearest_gex_value: String(netGex / 4),
      put_call_ratio_open_interest: "1.25",
      gamma_formation: "0",
      average_volume: "1000000",
      rating: "1",
    },
  });
}

/** A good v2 body of schema `tv.ticker.state.v2`. */
export function v2Body(symbol: string, now: number): string {
  const { spot, flip, netGex, volatility } = fakeFigures(symbol);
  const expectedMove = (days: number) => volatility * Math.sqrt(days / 252) * 100;
  return JSON.stringify({
    data: {
      expected_move: {
        expected_move_pct_1d: expectedMove(1),
        expected_move_pct_1w: expectedMove(5),
      },
      gamma: {
        flip: { dist_pct: ((flip - spot) / spot) * 100, price: flip },
        flow_context: { avg_volume: 1_000_000 },
        gamma_notional_per_1pct_move_usd: netGex,
        structure: {
          max_gamma_strike: Math.round(spot),
          nearest_exp_gamma_notional_per_1pct_move_usd: netGex / 4,
          nearest_expiration_date: new Date(now).toISOString().slice(0, 10),
          pct_gamma_expiring_nearest_expiry: 0.25,
        },
      },
      positioning: { put_call: { pcr_oi: 1.25, pcr_volume: 0.8 } },
      underlying: { iv: { atm_iv: volatility, iv_rank: 42 }, price: spot },
    },
    meta: {
      asof: new Date(now).toISOString(),
      data_flags: { chain_ok: true, pcr_vol_from_yesterday: false },
      schema: "tv.ticker.state.v2",
      ticker: symbol,
    },
  });
}

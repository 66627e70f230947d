import { z } from "zod";
import { isSameInstrument } from "@/lib/contract/market/parse-symbol";
import { answeredWith, type BodyOutcome } from "@/lib/upstream/call/call-outcome";
import {
  optionalDate,
  optionalFigure,
  optionalPrice,
  optionalShare,
  requiredFigure,
  requiredPrice,
} from "@/lib/upstream/figures/figures";
import { flipDistancePercent } from "@/lib/upstream/figures/flip-distance";
import { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";
import { zonedTime } from "@/lib/upstream/figures/vendor-time";
import { OTHER_SYMBOL, readV2Body } from "./v2-body";

/** v2 `/tickers/{t}`, schema `tv.ticker.state.v2`. */
export function readV2Gex(body: string, symbol: string): BodyOutcome {
  const read = readV2Body(body, stateSchema);
  if (read.kind !== "body") return read;
  const isOurs = isSameInstrument(read.body.meta.ticker, symbol);
  return isOurs ? answered(read.body, read.unreadable) : OTHER_SYMBOL;
}

/**
 * Price, net gamma, time and ticker are required. Every other group and value may be missing.
 * Units: names ending in `_pct` are percent, but `pct_gamma_expiring_nearest_expiry` is a fraction.
 * Volatilities are fractions a year. `iv_rank` is 0 to 100. `pcr_oi_change` is in the ratio's own unit,
 * as a difference. `put_call_iv_spread` is a difference of volatilities, and so is its baseline. The
 * baseline of the 25Δ ratio (0.218 beside a ratio of 1.095) is in another unit, so it is not read.
 */
const stateSchema = z.object({
  data: z.object({
    underlying: z.object({
      price: requiredPrice,
      iv: z.object({ atm_iv: optionalFigure, iv_rank: optionalFigure }).nullish(),
    }),
    gamma: z.object({
      gamma_notional_per_1pct_move_usd: requiredFigure,
      flip: z.object({ price: optionalPrice }).nullish(),
      flow_context: z
        .object({ avg_volume: optionalFigure, gex_volume_ratio: optionalFigure })
        .nullish(),
      structure: z
        .object({
          max_gamma_strike: optionalPrice,
          nearest_exp_gamma_notional_per_1pct_move_usd: optionalFigure,
          nearest_expiration_date: optionalDate,
          pct_gamma_expiring_nearest_expiry: optionalShare,
        })
        .nullish(),
    }),
    positioning: z
      .object({
        put_call: z
          .object({
            pcr_oi: optionalFigure,
            pcr_volume: optionalFigure,
            call_oi: optionalFigure,
            put_oi: optionalFigure,
            pcr_oi_change: z.object({ d30: optionalFigure, d60: optionalFigure }).nullish(),
          })
          .nullish(),
        skew: z
          .object({
            put_call_iv_ratio_25delta: optionalFigure,
            put_call_iv_spread: optionalFigure,
            baselines: z.object({ put_call_iv_spread: optionalFigure }).nullish(),
          })
          .nullish(),
      })
      .nullish(),
    expected_move: z
      .object({
        expected_move_pct_1d: optionalFigure,
        expected_move_pct_1w: optionalFigure,
        expected_move_pct_30d: optionalFigure,
        levels: z
          .object({ price_minus_1sigma: optionalPrice, price_plus_1sigma: optionalPrice })
          .nullish(),
      })
      .nullish(),
    market_state: z.object({ realized_vol_20d: optionalFigure }).nullish(),
  }),
  meta: z.object({
    asof: zonedTime,
    ticker: z.string(),
    data_flags: z
      .object({ pcr_vol_from_yesterday: z.boolean().nullish(), chain_ok: z.boolean().nullish() })
      .nullish(),
  }),
});

function answered(
  { data, meta }: z.infer<typeof stateSchema>,
  unreadable: readonly string[],
): BodyOutcome {
  const { underlying, gamma } = data;
  const putCall = data.positioning?.put_call;
  const flip = gamma.flip?.price ?? null;
  return answeredWith(
    {
      resource: "gex",
      data: {
        spot: underlying.price,
        netGex: gamma.gamma_notional_per_1pct_move_usd,
        flip,
        flipDistancePercent: flipDistancePercent(flip, underlying.price),
        impliedVolatility: underlying.iv?.atm_iv ?? null,
        ivRank: underlying.iv?.iv_rank ?? null,
        putCallRatioOpenInterest: putCall?.pcr_oi ?? null,
        putCallRatioVolume: putCall?.pcr_volume ?? null,
        putCallVolumeFromYesterday: meta.data_flags?.pcr_vol_from_yesterday ?? null,
        putCallVolatilityRatio: data.positioning?.skew?.put_call_iv_ratio_25delta ?? null,
        nearestExpiration: gamma.structure?.nearest_expiration_date ?? null,
        nearestExpirationGex: gamma.structure?.nearest_exp_gamma_notional_per_1pct_move_usd ?? null,
        nearestExpirationShare: gamma.structure?.pct_gamma_expiring_nearest_expiry ?? null,
        maxGammaStrike: gamma.structure?.max_gamma_strike ?? null,
        averageVolume: gamma.flow_context?.avg_volume ?? null,
        expectedMoveOneDayPercent: data.expected_move?.expected_move_pct_1d ?? null,
        expectedMoveOneWeekPercent: data.expected_move?.expected_move_pct_1w ?? null,
        ...contextOf(data),
        isChainUsable: meta.data_flags?.chain_ok ?? null,
      },
    },
    meta.asof,
    unreadable,
  );
}

/** What is usual for the symbol: its own baselines, open interest, realized volatility, 30 days. */
function contextOf(data: z.infer<typeof stateSchema>["data"]) {
  const { put_call: putCall, skew } = data.positioning ?? {};
  const move = data.expected_move;
  return {
    ...UNSENT_FIGURES,
    expectedMoveThirtyDaysPercent: move?.expected_move_pct_30d ?? null,
    expectedMoveThirtyDaysLow: move?.levels?.price_minus_1sigma ?? null,
    expectedMoveThirtyDaysHigh: move?.levels?.price_plus_1sigma ?? null,
    realizedVolatility: data.market_state?.realized_vol_20d ?? null,
    callOpenInterest: putCall?.call_oi ?? null,
    putOpenInterest: putCall?.put_oi ?? null,
    putCallRatioChange30Days: putCall?.pcr_oi_change?.d30 ?? null,
    putCallRatioChange60Days: putCall?.pcr_oi_change?.d60 ?? null,
    volatilitySpread: skew?.put_call_iv_spread ?? null,
    volatilitySpreadBaseline: skew?.baselines?.put_call_iv_spread ?? null,
    gexVolumeRatio: data.gamma.flow_context?.gex_volume_ratio ?? null,
  };
}

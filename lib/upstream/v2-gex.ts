import { z } from "zod";
import type { BodyOutcome } from "./call-outcome";
import {
  optionalDate,
  optionalFigure,
  optionalPrice,
  optionalShare,
  requiredFigure,
  requiredPrice,
} from "./figures";
import { flipDistancePercent } from "./flip-distance";
import { OTHER_SYMBOL, readV2Body } from "./v2-body";
import { zonedTime } from "./vendor-time";

/** v2 `/tickers/{t}`, schema `tv.ticker.state.v2`. */
export function readV2Gex(body: string, symbol: string): BodyOutcome {
  const read = readV2Body(body, stateSchema);
  if (read.kind !== "body") return read;
  return read.body.meta.ticker === symbol ? answered(read.body) : OTHER_SYMBOL;
}

/**
 * Price, net gamma, time and ticker must be there; every other group and figure may be missing.
 * Units: names ending in `_pct` are percent, but `pct_gamma_expiring_nearest_expiry` is a
 * fraction; volatilities are fractions a year; `iv_rank` is 0 to 100.
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
      flow_context: z.object({ avg_volume: optionalFigure }).nullish(),
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
        put_call: z.object({ pcr_oi: optionalFigure, pcr_volume: optionalFigure }).nullish(),
        skew: z.object({ put_call_iv_ratio_25delta: optionalFigure }).nullish(),
      })
      .nullish(),
    expected_move: z
      .object({ expected_move_pct_1d: optionalFigure, expected_move_pct_1w: optionalFigure })
      .nullish(),
  }),
  meta: z.object({
    asof: zonedTime,
    ticker: z.string(),
    data_flags: z.object({ pcr_vol_from_yesterday: z.boolean().nullish() }).nullish(),
  }),
});

function answered({ data, meta }: z.infer<typeof stateSchema>): BodyOutcome {
  const { underlying, gamma } = data;
  const putCall = data.positioning?.put_call;
  const flip = gamma.flip?.price ?? null;
  return {
    kind: "answered",
    arrived: true,
    asOf: meta.asof,
    figures: {
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
      },
    },
  };
}

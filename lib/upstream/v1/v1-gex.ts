import { z } from "zod";
import { answeredWith, type BodyOutcome } from "@/lib/upstream/call/call-outcome";
import {
  optionalDate,
  optionalFigure,
  optionalPrice,
  optionalRating,
  requiredPrice,
} from "@/lib/upstream/figures/figures";
import { flipDistancePercent } from "@/lib/upstream/figures/flip-distance";
import { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";
import { vendorTime } from "@/lib/upstream/figures/vendor-time";
import { readV1Entry } from "./v1-entry";
import { netGexFields, netGexOf } from "./v1-net-gex";

/** v1 `/gex/latest`: `{"SPY": {"price": "672.4", …}}`, every value a string. */
export function readV1Gex(body: string, symbol: string): BodyOutcome {
  const read = readV1Entry(body, symbol, entrySchema);
  return read.kind === "entry" ? answered(read.entry, read.unreadable) : read;
}

/** Time, price and one of the two forms of net GEX are required. */
const entrySchema = z
  .object({
    collection_date: vendorTime,
    price: requiredPrice,
    ...netGexFields,
    gex_flip_price: optionalPrice,
    implied_volatility: optionalFigure,
    put_call_ratio_open_interest: optionalFigure,
    next_expiration: optionalDate,
    nearest_gex_value: optionalFigure,
    average_volume: optionalFigure,
    call_put_delta_spread: optionalFigure,
    rating: optionalRating,
  })
  .transform((entry, context) => {
    const netGex = netGexOf(entry);
    if (netGex !== null) return { ...entry, netGex };
    context.addIssue({ code: "custom", path: ["gex_per_1pct_chg"], message: "no net GEX" });
    return z.NEVER;
  });

/**
 * `call_put_delta_spread` is a difference of deltas, as fractions: calls 1σ above spot minus puts 1σ
 * below (the vendor's skew pages). `gamma_formation` is an undocumented code, so it is not shown.
 */
function answered(entry: z.infer<typeof entrySchema>, unreadable: readonly string[]): BodyOutcome {
  return answeredWith(
    {
      resource: "gex",
      data: {
        spot: entry.price,
        netGex: entry.netGex,
        flip: entry.gex_flip_price,
        flipDistancePercent: flipDistancePercent(entry.gex_flip_price, entry.price),
        impliedVolatility: entry.implied_volatility,
        ivRank: null,
        putCallRatioOpenInterest: entry.put_call_ratio_open_interest,
        putCallRatioVolume: null,
        putCallVolumeFromYesterday: null,
        putCallVolatilityRatio: null,
        nearestExpiration: entry.next_expiration,
        nearestExpirationGex: entry.nearest_gex_value,
        // Not divided by the total: the two may differ in sign, and then the quotient is no share.
        nearestExpirationShare: null,
        maxGammaStrike: null,
        averageVolume: entry.average_volume,
        expectedMoveOneDayPercent: null,
        expectedMoveOneWeekPercent: null,
        ...UNSENT_FIGURES,
        callPutDeltaSpread: entry.call_put_delta_spread,
        rating: entry.rating,
      },
    },
    entry.collection_date,
    unreadable,
  );
}

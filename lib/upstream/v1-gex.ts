import { z } from "zod";
import type { BodyOutcome } from "./call-outcome";
import {
  optionalDate,
  optionalFigure,
  optionalPrice,
  requiredFigure,
  requiredPrice,
} from "./figures";
import { flipDistancePercent } from "./flip-distance";
import { readV1Entry } from "./v1-entry";
import { vendorTime } from "./vendor-time";

/** v1 `/gex/latest`: `{"SPY": {"price": "672.4", …}}`, every value a string. */
export function readV1Gex(body: string, symbol: string): BodyOutcome {
  const read = readV1Entry(body, symbol, entrySchema);
  return read.kind === "entry" ? answered(read.entry) : read;
}

const entrySchema = z.object({
  collection_date: vendorTime,
  price: requiredPrice,
  gex_per_1pct_chg: requiredFigure,
  gex_flip_price: optionalPrice,
  implied_volatility: optionalFigure,
  put_call_ratio_open_interest: optionalFigure,
  next_expiration: optionalDate,
  nearest_gex_value: optionalFigure,
  average_volume: optionalFigure,
});

/** `rating` and `gamma_formation` are codes nobody has explained: they are not shown. */
function answered(entry: z.infer<typeof entrySchema>): BodyOutcome {
  return {
    kind: "answered",
    arrived: true,
    asOf: entry.collection_date,
    figures: {
      resource: "gex",
      data: {
        spot: entry.price,
        netGex: entry.gex_per_1pct_chg,
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
        // Not divided out of the total: the two may differ in sign, and then it is no share.
        nearestExpirationShare: null,
        maxGammaStrike: null,
        averageVolume: entry.average_volume,
        expectedMoveOneDayPercent: null,
        expectedMoveOneWeekPercent: null,
      },
    },
  };
}

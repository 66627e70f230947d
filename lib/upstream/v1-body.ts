import { z } from "zod";
import { type BodyOutcome, invalidBody } from "./call-outcome";
import {
  optionalDate,
  optionalFigure,
  optionalPrice,
  requiredFigure,
  requiredPrice,
} from "./figures";
import { flipDistancePercent } from "./flip-distance";
import { parseJson } from "./parse-json";
import { parseVendorTime } from "./vendor-time";

/**
 * v1 `/gex/latest`: `{"SPY": {"price": "672.4", …}}`, every value a string under the upper-case
 * ticker. Without our ticker the symbol is unknown, unless the body is somebody else's.
 */
export function readV1Body(body: string, symbol: string): BodyOutcome {
  const tickers = z.record(z.string(), z.unknown()).safeParse(parseJson(body));
  if (!tickers.success || Object.keys(tickers.data).length === 0) {
    return invalidBody("The upstream's answer is not the JSON it should be.");
  }
  if (!Object.hasOwn(tickers.data, symbol)) {
    return Object.values(tickers.data).some((other) => looseEntry.safeParse(other).success)
      ? invalidBody("The upstream answered for another symbol.")
      : { kind: "unknown-symbol", arrived: true };
  }
  const entry = entrySchema.safeParse(tickers.data[symbol]);
  if (!entry.success) return invalidBody("The upstream's figures are missing or unreadable.");
  return answered(entry.data);
}

/** Enough to tell that these are figures of some ticker, and not words about an error. */
const looseEntry = z.object({ price: z.unknown(), collection_date: z.unknown() });

const entrySchema = z.object({
  collection_date: z.string().transform((text, context) => {
    const time = parseVendorTime(text);
    if (time !== null) return time;
    context.addIssue("not a time of the upstream");
    return z.NEVER;
  }),
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

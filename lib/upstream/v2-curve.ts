import { z } from "zod";
import type { Expiry } from "@/lib/contract/wanted";
import { type BodyOutcome, invalidBody } from "./call-outcome";
import { lenientDate, optionalFigure, optionalPrice, requiredPrice, wholeDollars } from "./figures";
import { keepStrikes, strikeList } from "./strikes";
import { isOfAnother, OTHER_SYMBOL, readV2Body, timeOf, v2Data } from "./v2-body";

/** v2 `/tickers/{t}/curves/gex_by_strike`. No recorded body is known: as its clients read it. */
export function readV2Curve(body: string, symbol: string, expiry: Expiry): BodyOutcome {
  const read = readV2Body(body, curveSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  const asOf = timeOf(read.body);
  if (asOf === null) return invalidBody("The upstream's figures have no time.");
  const { price, points, totals, expiry: expiration } = read.body.data;
  const strikes = points.map(({ strike, call, put, net }) => ({
    strike,
    callGex: wholeDollars(call),
    putGex: wholeDollars(put),
    netGex: wholeDollars(net),
    callOpenInterest: null,
    putOpenInterest: null,
  }));
  const data = {
    expiry,
    expiration: expiry === "combined" ? null : expiration,
    spot: price,
    netGex: totals?.gex_value_per_1pct ?? null,
    flip: totals?.gex_flip_price ?? null,
    ...keepStrikes(strikes, price),
  };
  return { kind: "answered", arrived: true, asOf, figures: { resource: "curve", data } };
}

/** Points are in the unit of the total beside them, $ per 1 % move. Open interest is not told. */
const curveSchema = v2Data({
  price: requiredPrice,
  expiry: lenientDate,
  points: strikeList(
    z.object({
      strike: requiredPrice,
      call: optionalFigure,
      put: optionalFigure,
      net: optionalFigure,
    }),
  ),
  totals: z.object({ gex_value_per_1pct: optionalFigure, gex_flip_price: optionalPrice }).nullish(),
});

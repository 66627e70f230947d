import { z } from "zod";
import { type BodyOutcome, invalidBody } from "./call-outcome";
import { groupExpirations } from "./expiration-groups";
import { optionalFigure, requiredPrice } from "./figures";
import { keepStrikes, strikeList } from "./strikes";
import { isOfAnother, OTHER_SYMBOL, readV2Body, timeOf, v2Data } from "./v2-body";

/** v2 `/tickers/{t}/curves/gamma/expirations`. No recorded body is known: as its clients read it. */
export function readV2Expirations(body: string, symbol: string): BodyOutcome {
  const read = readV2Body(body, expirationsSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  const asOf = timeOf(read.body);
  if (asOf === null) return invalidBody("The upstream's figures have no time.");
  const { price, points } = read.body.data;
  const sent = points.map(({ all_other_expiries: all_other, ...others }) => ({
    ...others,
    all_other,
  }));
  const strikes = sent.map(({ combined: _, ...strike }) => strike);
  const data = {
    spot: price,
    // Over all that was sent, also what is not kept.
    ...groupExpirations(sent),
    ...keepStrikes(strikes, price),
  };
  return { kind: "answered", arrived: true, asOf, figures: { resource: "expirations", data } };
}

/** `combined`, the net gamma of all expirations, need not be there. */
const expirationsSchema = v2Data({
  price: requiredPrice,
  points: strikeList(
    z.object({
      strike: requiredPrice,
      combined: optionalFigure,
      nearest: optionalFigure,
      first_weekly: optionalFigure,
      first_monthly: optionalFigure,
      all_other_expiries: optionalFigure,
    }),
  ),
});

import { z } from "zod";
import { answeredWith, type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import { groupExpirations } from "@/lib/upstream/figures/expiration-groups";
import { optionalDate, optionalFigure, requiredPrice } from "@/lib/upstream/figures/figures";
import { keepStrikes, strikeList } from "@/lib/upstream/figures/strikes";
import { isOfAnother, OTHER_SYMBOL, readV2Body, timeOf, v2Data } from "./v2-body";

/**
 * v2 `/tickers/{t}/curves/gamma/expirations`. No recorded body is known: read as its clients read
 * it.
 */
export function readV2Expirations(body: string, symbol: string): BodyOutcome {
  const read = readV2Body(body, expirationsSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  const asOf = timeOf(read.body);
  if (asOf === null) return invalidBody("The upstream data has no time.", read.unreadable);
  const { price, points, expiries } = read.body.data;
  const sent = points.map(({ all_other_expiries: all_other, ...others }) => ({
    ...others,
    all_other,
  }));
  const dates = { nearest: null, first_weekly: null, first_monthly: null, ...expiries };
  // Over all strikes sent, including those that are not kept.
  const { strikes, ...groups } = groupExpirations(sent, dates);
  const data = { spot: price, ...groups, ...keepStrikes(strikes, price) };
  return answeredWith({ resource: "expirations", data }, asOf, read.unreadable);
}

/** `combined`, the net gamma of all expirations, may be missing. `expiries` has the dates. */
const expirationsSchema = v2Data({
  price: requiredPrice,
  expiries: z
    .object({ nearest: optionalDate, first_weekly: optionalDate, first_monthly: optionalDate })
    .nullish(),
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

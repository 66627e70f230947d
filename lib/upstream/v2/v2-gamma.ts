import { z } from "zod";
import type { Expiry } from "@/lib/contract/market/wanted";
import { answeredWith, type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import {
  optionalDate,
  optionalFigure,
  requiredPrice,
  wholeDollars,
} from "@/lib/upstream/figures/figures";
import { keepStrikes, strikeList } from "@/lib/upstream/figures/strikes";
import { isOfAnother, OTHER_SYMBOL, readV2Body, timeOf, v2Data } from "./v2-body";

/**
 * v2 `/tickers/{t}/curves/gamma`: net gamma by strike, of one date, or of all expirations computed
 * when asked (`live`). Calls and puts are not reported apart, nor is a total or a flip. No recorded
 * body is known: read as its clients read it.
 */
export function readV2Gamma(body: string, symbol: string, expiry: Expiry): BodyOutcome {
  const read = readV2Body(body, gammaSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  const asOf = timeOf(read.body);
  if (asOf === null) return invalidBody("The upstream data has no time.", read.unreadable);
  const { price, points, expiry: sent } = read.body.data;
  const isOfAnotherDate = expiry !== "live" && sent !== null && sent !== expiry;
  if (isOfAnotherDate) return invalidBody("The upstream returned another date.", read.unreadable);
  const strikes = points.map(({ strike, gamma }) => ({
    strike,
    callGex: null,
    putGex: null,
    netGex: wholeDollars(gamma),
    callOpenInterest: null,
    putOpenInterest: null,
  }));
  const expiration = expiry === "live" ? null : expiry;
  const data = { expiry, expiration, spot: price, netGex: null, flip: null };
  const kept = { ...data, ...keepStrikes(strikes, price) };
  return answeredWith({ resource: "curve", data: kept }, asOf, read.unreadable);
}

/** `gamma`: $ per 1 % move. */
const gammaSchema = v2Data({
  price: requiredPrice,
  expiry: optionalDate,
  points: strikeList(z.object({ strike: requiredPrice, gamma: optionalFigure })),
});

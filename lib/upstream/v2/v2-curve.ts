import { z } from "zod";
import type { Expiry } from "@/lib/contract/market/wanted";
import { upstreamPolicy } from "@/lib/policy";
import { answeredWith, type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import {
  optionalDate,
  optionalFigure,
  optionalPrice,
  requiredPrice,
  wholeDollars,
} from "@/lib/upstream/figures/figures";
import { keepStrikes, strikeList } from "@/lib/upstream/figures/strikes";
import { isOfAnother, OTHER_SYMBOL, readV2Body, timeOf, v2Data } from "./v2-body";

/**
 * v2 `/tickers/{t}/curves/gex_by_strike`. No recorded body is known: read as its clients read it.
 */
export function readV2Curve(body: string, symbol: string, expiry: Expiry): BodyOutcome {
  const read = readV2Body(body, curveSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  const asOf = timeOf(read.body);
  if (asOf === null) return invalidBody("The upstream data has no time.", read.unreadable);
  const { price, points, totals, expiry: expiration } = read.body.data;
  const strikes = points.map(({ strike, call, put, net }) => ({
    strike,
    callGex: wholeDollars(call),
    putGex: wholeDollars(put),
    netGex: wholeDollars(net),
    callOpenInterest: null,
    putOpenInterest: null,
  }));
  const isCombined = expiry === "combined";
  const total = totals?.gex_value_per_1pct ?? null;
  // With one expiry's strikes, the total may still be the whole ticker's.
  const isOwn = isCombined || isTotalOf(points, total);
  const data = {
    expiry,
    expiration: isCombined ? null : expiration,
    spot: price,
    netGex: isOwn ? total : null,
    flip: isOwn ? (totals?.gex_flip_price ?? null) : null,
    ...keepStrikes(strikes, price),
  };
  return answeredWith({ resource: "curve", data }, asOf, read.unreadable);
}

/** Whether the strikes add up to a total, except for rounding. */
function isTotalOf(points: readonly { net: number | null }[], total: number | null): boolean {
  const nets = points.flatMap(({ net }) => net ?? []);
  if (total === null || nets.length === 0) return false;
  const size = nets.reduce((sum, net) => sum + Math.abs(net), 0);
  const off = Math.abs(total - nets.reduce((sum, net) => sum + net, 0));
  return off <= upstreamPolicy.partsOffMost * size;
}

/** Points have the unit of the total, $ per 1 % move. Open interest is not reported. */
const curveSchema = v2Data({
  price: requiredPrice,
  expiry: optionalDate,
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

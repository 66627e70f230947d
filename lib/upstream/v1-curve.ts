import { z } from "zod";
import type { CurveStrike } from "@/lib/contract/curve-data";
import type { Expiry } from "@/lib/contract/wanted";
import type { BodyOutcome } from "./call-outcome";
import { lenientDate, optionalFigure, optionalPrice, requiredPrice, wholeDollars } from "./figures";
import { keepStrikes, strikeList } from "./strikes";
import { readV1Entry } from "./v1-entry";
import { vendorTime } from "./vendor-time";

/** v1 `/gex/gammaOI`. No recorded body is known: fields and units are as its clients read them. */
export function readV1Curve(body: string, symbol: string, expiry: Expiry): BodyOutcome {
  const read = readV1Entry(body, symbol, entrySchema);
  return read.kind === "entry" ? answered(read.entry, expiry) : read;
}

const entrySchema = z.object({
  collection_date: vendorTime,
  price: requiredPrice,
  gex_per_1pct_chg: optionalFigure,
  skew_adjusted_gex: optionalFigure,
  gex_flip_price: optionalPrice,
  expiry: lenientDate,
  gamma_array: strikeList(
    z.object({
      strike: requiredPrice,
      call_gamma: optionalFigure,
      put_gamma: optionalFigure,
      call_open_interest: optionalFigure,
      put_open_interest: optionalFigure,
    }),
  ),
});
type Entry = z.infer<typeof entrySchema>;

function answered(entry: Entry, expiry: Expiry): BodyOutcome {
  const isCombined = expiry === "combined";
  const total = entry.gex_per_1pct_chg ?? entry.skew_adjusted_gex;
  return {
    kind: "answered",
    arrived: true,
    asOf: entry.collection_date,
    figures: {
      resource: "curve",
      data: {
        expiry,
        expiration: entry.expiry ?? lenientDate.parse(expiry),
        spot: entry.price,
        // Beside one expiry's strikes they may still be the whole ticker's.
        netGex: isCombined ? total : null,
        flip: isCombined ? entry.gex_flip_price : null,
        ...keepStrikes(
          entry.gamma_array.map((strike) => strikeOf(strike, entry.price)),
          entry.price,
        ),
      },
    },
  };
}

/**
 * The upstream defines gamma exposure as that of calls minus that of puts, so puts take away however
 * their own figure is signed: recorded it is nowhere, and clients read it with either sign.
 * `call_gamma` and `put_gamma` are shares for a move of $ 1, as `gex` is: times price squared times
 * 0.01 they are $ per 1 % move, the one unit here. `net_gamma_$_at_strike` does not say per what
 * move, so it is not mixed in.
 */
function strikeOf(strike: Entry["gamma_array"][number], price: number): CurveStrike {
  const { call_gamma: call, put_gamma } = strike;
  const put = put_gamma === null ? null : -Math.abs(put_gamma);
  const perPercent = (shares: number | null) =>
    wholeDollars(shares === null ? null : shares * price * price * 0.01);
  return {
    strike: strike.strike,
    callGex: perPercent(call),
    putGex: perPercent(put),
    netGex: perPercent(call === null || put === null ? null : call + put),
    callOpenInterest: strike.call_open_interest,
    putOpenInterest: strike.put_open_interest,
  };
}

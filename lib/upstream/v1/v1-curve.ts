import { z } from "zod";
import type { CurveStrike } from "@/lib/contract/market/curve-data";
import { answeredWith, type BodyOutcome } from "@/lib/upstream/call/call-outcome";
import {
  optionalFigure,
  optionalPrice,
  requiredPrice,
  wholeDollars,
} from "@/lib/upstream/figures/figures";
import { keepStrikes, strikeList } from "@/lib/upstream/figures/strikes";
import { vendorTime } from "@/lib/upstream/figures/vendor-time";
import { readV1Entry } from "./v1-entry";
import { netGexFields, netGexOf } from "./v1-net-gex";

/**
 * v1 `/gex/gammaOI`, the curve of all expirations. No recorded body is known: fields and units are
 * as its clients read them.
 */
export function readV1Curve(body: string, symbol: string): BodyOutcome {
  const read = readV1Entry(body, symbol, entrySchema);
  return read.kind === "entry" ? answered(read.entry, read.unreadable) : read;
}

const entrySchema = z.object({
  collection_date: vendorTime,
  price: requiredPrice,
  ...netGexFields,
  gex_flip_price: optionalPrice,
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

function answered(entry: Entry, unreadable: readonly string[]): BodyOutcome {
  return answeredWith(
    {
      resource: "curve",
      data: {
        expiry: "combined",
        expiration: null,
        spot: entry.price,
        netGex: netGexOf(entry),
        flip: entry.gex_flip_price,
        ...keepStrikes(
          entry.gamma_array.map((strike) => strikeOf(strike, entry.price)),
          entry.price,
        ),
      },
    },
    entry.collection_date,
    unreadable,
  );
}

/**
 * The upstream defines gamma exposure as call gamma minus put gamma. So puts are subtracted
 * whatever the sign of their own number: no recording exists, and clients read either sign.
 * `call_gamma` and `put_gamma` are shares for a move of $ 1, as `gex` is. Times price squared times
 * 0.01 they are $ per 1 % move, the only unit here. `net_gamma_$_at_strike` does not say per which
 * move, so it is not used.
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

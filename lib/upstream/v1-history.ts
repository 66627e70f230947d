import { z } from "zod";
import type { HistoryPoint } from "@/lib/contract/history-data";
import type { Span } from "@/lib/contract/wanted";
import type { BodyOutcome } from "./call-outcome";
import { optionalFigure, optionalPrice } from "./figures";
import { historyOf } from "./history-points";
import { readV1Entry } from "./v1-entry";
import { vendorTime } from "./vendor-time";

/** v1 `/gex/history`: a list of days under the ticker, every value a string. */
export function readV1History(body: string, symbol: string, span: Span): BodyOutcome {
  const read = readV1Entry(body, symbol, z.array(rowSchema));
  return read.kind === "entry" ? historyOf(read.entry.map(pointOf), span, null) : read;
}

const rowSchema = z.object({
  collection_date: vendorTime,
  price: optionalPrice,
  gex: optionalFigure,
  gex_per_1pct_chg: optionalFigure,
  gex_flip_price: optionalPrice,
  implied_volatility: optionalFigure,
  put_call_ratio_open_interest: optionalFigure,
});

function pointOf(row: z.infer<typeof rowSchema>): HistoryPoint {
  return {
    at: row.collection_date,
    spot: row.price,
    netGex: row.gex_per_1pct_chg ?? perPercent(row.gex, row.price),
    flip: row.gex_flip_price,
    impliedVolatility: row.implied_volatility,
    ivRank: null,
    putCallRatioOpenInterest: row.put_call_ratio_open_interest,
  };
}

/** `gex` is shares for a move of $ 1; times price squared times 0.01 it is the upstream's own $ per 1 %. */
function perPercent(shares: number | null, price: number | null): number | null {
  return shares === null || price === null ? null : shares * price * price * 0.01;
}

import { z } from "zod";
import type { HistoryPoint } from "@/lib/contract/market/history-data";
import type { Span } from "@/lib/contract/market/wanted";
import type { BodyOutcome } from "@/lib/upstream/call/call-outcome";
import { optionalFigure, optionalPrice } from "@/lib/upstream/figures/figures";
import { historyOf } from "@/lib/upstream/figures/history-points";
import { listOf } from "@/lib/upstream/figures/strikes";
import { vendorTime } from "@/lib/upstream/figures/vendor-time";
import { readV1Entry } from "./v1-entry";
import { netGexFields, netGexOf } from "./v1-net-gex";

/**
 * v1 `/gex/history`: a list of days under the ticker, every value a string. A day with only naive
 * GEX has no net GEX here, because the summary's is skew-adjusted.
 */
export function readV1History(body: string, symbol: string, span: Span): BodyOutcome {
  const read = readV1Entry(body, symbol, listOf(rowSchema));
  if (read.kind !== "entry") return read;
  return historyOf(read.entry.map(pointOf), { span, asOf: null, unreadable: read.unreadable });
}

const rowSchema = z.object({
  collection_date: vendorTime,
  price: optionalPrice,
  ...netGexFields,
  gex_flip_price: optionalPrice,
  implied_volatility: optionalFigure,
  put_call_ratio_open_interest: optionalFigure,
});

function pointOf(row: z.infer<typeof rowSchema>): HistoryPoint {
  return {
    at: row.collection_date,
    spot: row.price,
    netGex: netGexOf(row),
    flip: row.gex_flip_price,
    impliedVolatility: row.implied_volatility,
    ivRank: null,
    putCallRatioOpenInterest: row.put_call_ratio_open_interest,
    putCallVolatilityRatio: null,
  };
}

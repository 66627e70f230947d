import { z } from "zod";
import type { HistoryPoint } from "@/lib/contract/market/history-data";
import type { Span } from "@/lib/contract/market/wanted";
import type { BodyOutcome } from "@/lib/upstream/call/call-outcome";
import { parseJson } from "@/lib/upstream/call/parse-json";
import { optionalFigure, optionalPrice } from "@/lib/upstream/figures/figures";
import { historyOf } from "@/lib/upstream/figures/history-points";
import { listOf } from "@/lib/upstream/figures/strikes";
import { vendorTime, zonedTime } from "@/lib/upstream/figures/vendor-time";
import { isOfAnother, OTHER_SYMBOL, readV2Json, timeOf, v2Data } from "./v2-body";
import { pointsOfColumns } from "./v2-columns";

/**
 * v2 `/tickers/{t}/series`, schema `tv.series.v2`: one point a day, as a list of points or as
 * columns. Read as its clients read it. A point without a readable time is left out.
 */
export function readV2History(body: string, symbol: string, span: Span): BodyOutcome {
  const sent = pointsOfColumns(parseJson(body));
  const read = readV2Json(sent.json, seriesSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  const unreadable = [...sent.unreadable, ...read.unreadable];
  const asOf = timeOf(read.body);
  return historyOf(read.body.data.points.map(pointOf), { span, asOf, unreadable });
}

/** A date, a time with its zone, or v1's form of a time, which is UTC. */
const at = z.union([z.iso.date(), zonedTime, vendorTime]);

/**
 * The time has one of three names. `price` and `gex_flip` are $, `atm_iv` is a fraction a year,
 * `iv_rank` is 0 to 100. `pcr_oi` and `pc_25d_ratio` are ratios of puts to calls: of open interest,
 * and of implied volatility at 25Δ. The last is named as public clients of the series read it.
 */
const pointSchema = z
  .object({
    date: at.nullish(),
    t: at.nullish(),
    timestamp: at.nullish(),
    price: optionalPrice,
    gex_usd_per_1_pct_move: optionalFigure,
    gex_flip: optionalPrice,
    atm_iv: optionalFigure,
    iv_rank: optionalFigure,
    pcr_oi: optionalFigure,
    pc_25d_ratio: optionalFigure,
  })
  .transform(({ date, t, timestamp, ...figures }, context) => {
    const time = date ?? t ?? timestamp;
    if (time != null) return { at: time, ...figures };
    context.addIssue("a point without its time");
    return z.NEVER;
  });

const seriesSchema = v2Data({ points: listOf(pointSchema) });

function pointOf(point: z.infer<typeof pointSchema>): HistoryPoint {
  return {
    at: point.at,
    spot: point.price,
    netGex: point.gex_usd_per_1_pct_move,
    flip: point.gex_flip,
    impliedVolatility: point.atm_iv,
    ivRank: point.iv_rank,
    putCallRatioOpenInterest: point.pcr_oi,
    putCallVolatilityRatio: point.pc_25d_ratio,
  };
}

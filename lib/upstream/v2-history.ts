import { z } from "zod";
import type { HistoryPoint } from "@/lib/contract/history-data";
import type { Span } from "@/lib/contract/wanted";
import type { BodyOutcome } from "./call-outcome";
import { optionalFigure, optionalPrice } from "./figures";
import { historyOf } from "./history-points";
import { isOfAnother, OTHER_SYMBOL, readV2Body, timeOf, v2Data } from "./v2-body";
import { zonedTime } from "./vendor-time";

/** v2 `/tickers/{t}/series`, schema `tv.series.v2`: a point a day. As its clients read it. */
export function readV2History(body: string, symbol: string, span: Span): BodyOutcome {
  const read = readV2Body(body, seriesSchema);
  if (read.kind !== "body") return read;
  if (isOfAnother(read.body, symbol)) return OTHER_SYMBOL;
  return historyOf(read.body.data.points.map(pointOf), span, timeOf(read.body));
}

const at = z.union([z.iso.date(), zonedTime]);

/** The time has one of three names. */
const pointSchema = z
  .object({
    date: at.optional(),
    t: at.optional(),
    timestamp: at.optional(),
    price: optionalPrice,
    gex_usd_per_1_pct_move: optionalFigure,
    gex_flip: optionalPrice,
    atm_iv: optionalFigure,
    iv_rank: optionalFigure,
    pcr_oi: optionalFigure,
  })
  .transform(({ date, t, timestamp, ...figures }, context) => {
    const time = date ?? t ?? timestamp;
    if (time !== undefined) return { at: time, ...figures };
    context.addIssue("a point without its time");
    return z.NEVER;
  });

const seriesSchema = v2Data({ points: z.array(pointSchema) });

function pointOf(point: z.infer<typeof pointSchema>): HistoryPoint {
  return {
    at: point.at,
    spot: point.price,
    netGex: point.gex_usd_per_1_pct_move,
    flip: point.gex_flip,
    impliedVolatility: point.atm_iv,
    ivRank: point.iv_rank,
    putCallRatioOpenInterest: point.pcr_oi,
  };
}

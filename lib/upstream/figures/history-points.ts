import type { HistoryPoint } from "@/lib/contract/market/history-data";
import type { Span } from "@/lib/contract/market/wanted";
import { upstreamPolicy } from "@/lib/policy";
import { answeredWith, type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import { roundedTo } from "./figures";

/**
 * Builds a history from points: ascending, each time once, with the last value for it. Of more
 * points than a span needs it keeps the latest, and it rounds numbers, so that a snapshot has a
 * known size.
 */
export function historyOf(
  points: readonly HistoryPoint[],
  { span, asOf, unreadable }: { span: Span; asOf: string | null; unreadable: readonly string[] },
): BodyOutcome {
  const byTime = new Map(points.map((point) => [point.at, point]));
  const ordered = [...byTime.values()].sort((one, other) => timeOf(one) - timeOf(other));
  const kept = ordered.slice(-upstreamPolicy.pointsKept[span]).map(rounded);
  const last = kept.at(-1);
  if (!last) return invalidBody("The upstream returned an empty history.", unreadable);
  const data = { window: span, points: kept };
  return answeredWith({ resource: "history", data }, asOf ?? beginningOf(last), unreadable);
}

/**
 * Stocks under a dollar have prices with four decimals, and a percentage with two has four as a
 * fraction.
 */
function rounded(point: HistoryPoint): HistoryPoint {
  return {
    at: point.at,
    spot: roundedTo(4, point.spot),
    netGex: roundedTo(2, point.netGex),
    flip: roundedTo(4, point.flip),
    impliedVolatility: roundedTo(4, point.impliedVolatility),
    ivRank: roundedTo(2, point.ivRank),
    putCallRatioOpenInterest: roundedTo(4, point.putCallRatioOpenInterest),
    putCallVolatilityRatio: roundedTo(4, point.putCallVolatilityRatio),
  };
}

/**
 * The time of a date alone is its beginning, so that data never looks newer than it is. By New
 * York's clock, whose day has begun by this hour of UTC in summer and winter.
 */
function beginningOf(point: HistoryPoint): string {
  const isDate = point.at.length === DATE_LENGTH;
  return new Date(timeOf(point) + (isDate ? NEW_YORK_LAG_MS : 0)).toISOString();
}

const DATE_LENGTH = "YYYY-MM-DD".length;
const NEW_YORK_LAG_MS = 5 * 3_600_000;

const timeOf = ({ at }: HistoryPoint) => Date.parse(at);

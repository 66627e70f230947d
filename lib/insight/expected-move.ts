import type { GexData } from "@/lib/contract/market/gex-data";
import type { ExpectedMove } from "@/lib/contract/market/key-levels";
import { type AvailableParts, finite } from "./available-parts";
import { newYorkDate } from "./new-york-date";
import type { Rules } from "./thresholds";

type Span = "day" | "week" | "month";

/**
 * The one-sigma move of a day, a week (5 trading days) or 30 days (21 trading days) as a band
 * around the summary's own spot, $. Uses the upstream's value, or else calculates it from implied
 * volatility as the upstream does.
 */
export function readExpectedMove(
  parts: AvailableParts,
  span: Span,
  { closingFrom }: Pick<Rules, "closingFrom">,
): ExpectedMove {
  const { data = null, asOf = null } = parts.gex ?? {};
  const { percent, basis } = data === null ? NO_MOVE : movePercent(data, span);
  const spot = data?.spot ?? null;
  const isKnown = percent !== null && spot !== null && spot > 0;
  const distance = isKnown ? finite((spot * percent) / 100) : null;
  return {
    percent,
    distance,
    low: distance === null || spot === null ? null : finite(spot - distance),
    high: distance === null || spot === null ? null : finite(spot + distance),
    basis,
    session: percent === null || asOf === null ? null : firstSession(asOf, closingFrom),
    resource: "gex",
    asOf,
  };
}

type Move = Pick<ExpectedMove, "percent" | "basis">;

/** The upstream's own numbers of days: 30 calendar days are 21 trading days. */
const TRADING_DAYS: Record<Span, number> = { day: 1, week: 5, month: 21 };

function movePercent(data: GexData, span: Span): Move {
  const sent = {
    day: data.expectedMoveOneDayPercent,
    week: data.expectedMoveOneWeekPercent,
    month: data.expectedMoveThirtyDaysPercent,
  }[span];
  if (sent !== null) return { percent: sent, basis: "upstream" };
  const { impliedVolatility } = data;
  if (impliedVolatility === null) return NO_MOVE;
  const days = TRADING_DAYS[span];
  const percent = finite(impliedVolatility * Math.sqrt(days / TRADING_DAYS_A_YEAR) * 100);
  return percent === null ? NO_MOVE : { percent, basis: "implied-volatility" };
}

/**
 * The first session of a move. The upstream updates in the first and in the last 40 minutes of a
 * session: the first update has that session ahead, the last one the next session. An early close
 * moves the last one. Without a session on that day, the next one is meant.
 */
function firstSession(asOf: string, closingFrom: Rules["closingFrom"]): ExpectedMove["session"] {
  const from = closingFrom(newYorkDate(asOf));
  return from !== null && Date.parse(asOf) < from ? "same-day" : "next-session";
}

const NO_MOVE: Move = { percent: null, basis: null };
const TRADING_DAYS_A_YEAR = 252;

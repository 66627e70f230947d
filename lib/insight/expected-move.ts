import type { GexData } from "@/lib/contract/gex-data";
import type { ExpectedMove } from "@/lib/contract/key-levels";
import { finite, type PartsAtHand } from "./parts-at-hand";

/**
 * The one-sigma move of a day or a week (five trading days) as a band around the headline's own
 * spot, $. The upstream's figure, else made of implied volatility as the upstream makes it.
 */
export function readExpectedMove(parts: PartsAtHand, span: "day" | "week"): ExpectedMove {
  const { data = null, asOf = null } = parts.gex ?? {};
  const { percent, basis } = data === null ? NOT_TOLD : movePercent(data, span);
  const spot = data?.spot ?? null;
  const isKnown = percent !== null && spot !== null && spot > 0;
  const distance = isKnown ? finite((spot * percent) / 100) : null;
  return {
    percent,
    distance,
    low: distance === null || spot === null ? null : finite(spot - distance),
    high: distance === null || spot === null ? null : finite(spot + distance),
    basis,
    resource: "gex",
    asOf,
  };
}

type Told = Pick<ExpectedMove, "percent" | "basis">;

function movePercent(data: GexData, span: "day" | "week"): Told {
  const [told, days] =
    span === "day"
      ? [data.expectedMoveOneDayPercent, 1]
      : [data.expectedMoveOneWeekPercent, TRADING_DAYS_A_WEEK];
  if (told !== null) return { percent: told, basis: "upstream" };
  const { impliedVolatility } = data;
  if (impliedVolatility === null) return NOT_TOLD;
  const percent = finite(impliedVolatility * Math.sqrt(days / TRADING_DAYS_A_YEAR) * 100);
  return percent === null ? NOT_TOLD : { percent, basis: "implied-volatility" };
}

const NOT_TOLD: Told = { percent: null, basis: null };
const TRADING_DAYS_A_YEAR = 252;
const TRADING_DAYS_A_WEEK = 5;

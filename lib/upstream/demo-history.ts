import type { HistoryData, HistoryPoint } from "@/lib/contract/history-data";
import type { Span } from "@/lib/contract/wanted";
import { demoFigures, MINUTE_MS } from "./demo-figures";
import type { DemoSymbol } from "./demo-symbols";
import { SPAN_DAYS } from "./span-days";

const MINUTES_A_DAY = 24 * 60;
/** 20:45 UTC, about the close in New York. */
const CLOSING_MINUTE = 20 * 60 + 45;

/** After midnight by UTC it is still the day before in New York, which has one point as any other. */
const NEW_YORK_LAG_MINUTES = 5 * 60;

/** The headline at the close of each weekday of the span, and last as it is now. */
export function demoHistory(symbol: DemoSymbol, minute: number, span: Span): HistoryData {
  const today = Math.floor((minute - NEW_YORK_LAG_MINUTES) / MINUTES_A_DAY);
  const days = Array.from(
    { length: SPAN_DAYS[span] },
    (_, index) => today - SPAN_DAYS[span] + index,
  );
  const closes = days.filter(isWeekday).map((day) => day * MINUTES_A_DAY + CLOSING_MINUTE);
  const points = [...closes, minute].map((at) => pointOf(symbol, at));
  return { window: span, points };
}

/** Day 0 was a Thursday. */
function isWeekday(day: number): boolean {
  return (day + 3) % 7 < 5;
}

function pointOf(symbol: DemoSymbol, minute: number): HistoryPoint {
  const figures = demoFigures(symbol, minute);
  return {
    at: new Date(minute * MINUTE_MS).toISOString(),
    spot: figures.spot,
    netGex: figures.netGex,
    flip: figures.flip,
    impliedVolatility: figures.impliedVolatility,
    ivRank: figures.ivRank,
    putCallRatioOpenInterest: figures.putCallRatioOpenInterest,
  };
}

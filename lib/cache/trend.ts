import { z } from "zod";
import type { Figures } from "@/lib/contract/snapshot";
import type { TrendFigures } from "./cache";
import { parseJson } from "./entry";
import type { MarketCalendar } from "./market-calendar";
import { type Day, newYorkDay } from "./new-york-time";

/** What a landed answer adds to the trend of its symbol; null: nothing. */
export function trendFigure(
  { figures, asOf }: { figures: Figures; asOf: string },
  calendar: MarketCalendar,
): { day: Day; netGex: number } | null {
  if (figures.resource !== "gex" || figures.data.netGex === null) return null;
  const at = Date.parse(asOf);
  const day = newYorkDay(at);
  // What is told on a day without trading is of the last one with it.
  const isTradingDay = calendar.sessionOf(day) !== null;
  return {
    day: isTradingDay ? day : calendar.previousSession(at).day,
    netGex: figures.data.netGex,
  };
}

/** A stored trend; one that cannot be read counts as missing. */
export function decodeTrend(text: unknown): TrendFigures {
  const stored = trendSchema.safeParse(parseJson(text));
  return new Map(Object.entries(stored.success ? stored.data : {}));
}

/** Figures are kept as text, which a script hands on as it is. */
const trendSchema = z.record(z.iso.date(), z.string().min(1).transform(Number).pipe(z.number()));

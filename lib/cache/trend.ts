import { z } from "zod";
import type { Figures } from "@/lib/contract/snapshot/snapshot";
import { type Day, newYorkDay } from "@/lib/new-york-time";
import type { TrendFigures } from "./cache";
import { parseJson } from "./entry";
import type { MarketCalendar } from "./market-calendar";

/** Returns what an answer adds to its symbol's trend; null: nothing. */
export function trendFigure(
  { figures, asOf }: { figures: Figures; asOf: string },
  calendar: MarketCalendar,
): { day: Day; netGex: number } | null {
  if (figures.resource !== "gex" || figures.data.netGex === null) return null;
  const at = Date.parse(asOf);
  const day = newYorkDay(at);
  // A value from a day without trading counts for the last trading day.
  const isTradingDay = calendar.sessionOf(day) !== null;
  return {
    day: isTradingDay ? day : calendar.previousSession(at).day,
    netGex: figures.data.netGex,
  };
}

/** Decodes a stored trend. An unreadable one counts as missing. */
export function decodeTrend(text: unknown): TrendFigures {
  const stored = trendSchema.safeParse(parseJson(text));
  return new Map(Object.entries(stored.success ? stored.data : {}));
}

/** Values are stored as text, which a script passes on unchanged. */
const trendSchema = z.record(z.iso.date(), z.string().min(1).transform(Number).pipe(z.number()));

import type { Trend, Trends } from "@/lib/contract/home";
import type { StoredSnapshot } from "@/lib/contract/snapshot";
import type { Span, Wanted } from "@/lib/contract/wanted";
import { newYorkDay } from "@/lib/insight/new-york-day";
import { cachePolicy } from "@/lib/policy";
import type { PageReach } from "./count-page";
import type { DeskParts } from "./parts";
import { createStoreBudget, isStoreFault } from "./store-budget";

/** The histories that pages ask for most: long enough for a trend, short enough to read many. */
const SPANS: readonly Span[] = ["30d", "180d"];
const DAY_MS = 86_400_000;

/**
 * Net GEX of the last 30 days: of the headlines that landed here, one figure a day, and where
 * somebody loaded the upstream's history, what that tells of a day. Never spends; in two round trips
 * at once, or nothing where the store is not to be had.
 */
export async function readTrends(
  desk: DeskParts,
  symbols: readonly string[],
  reach: PageReach = "store",
): Promise<Trends> {
  const shown = symbols.slice(0, cachePolicy.trendSymbolsMost);
  const headlines = shown.map((symbol) => keyOf(desk, { resource: "gex", symbol }) ?? "");
  const histories = shown.flatMap((symbol) =>
    SPANS.flatMap((span) => keyOf(desk, { resource: "history", symbol, span }) ?? []),
  );
  if (shown.length === 0 || reach !== "store") return {};
  try {
    const budget = createStoreBudget(desk.clock);
    const [own, readings] = await budget.spend(
      Promise.all([desk.cache.readTrends(headlines), desk.cache.readMany(histories)]),
    );
    const told = toldBySymbol(readings.flatMap(({ snapshot }) => snapshot ?? []));
    const trends = shown.map((symbol, index): [string, Trend | null] => [
      symbol,
      trendOf(desk, own[index] ?? new Map(), told.get(symbol) ?? new Map()),
    ]);
    return Object.fromEntries(
      trends.flatMap(([symbol, trend]) => (trend ? [[symbol, trend]] : [])),
    );
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return {};
  }
}

type ByDay = ReadonlyMap<string, number>;

function keyOf({ upstream }: DeskParts, wanted: Wanted): string | null {
  return upstream.jobFor(wanted)?.key ?? null;
}

/** What histories tell of each symbol's days, of each day what the newest of them does. */
function toldBySymbol(copies: readonly StoredSnapshot[]): Map<string, Map<string, number>> {
  const told = new Map<string, Map<string, number>>();
  const byAge = copies.toSorted((one, other) => Date.parse(one.asOf) - Date.parse(other.asOf));
  for (const copy of byAge) {
    if (copy.resource !== "history") continue;
    const days = told.get(copy.symbol) ?? new Map<string, number>();
    for (const { at, netGex } of copy.data.points) {
      if (netGex !== null) days.set(newYorkDay(at), netGex);
    }
    told.set(copy.symbol, days);
  }
  return told;
}

/** The upstream's history has a day's last word; one figure is no trend. */
function trendOf(desk: DeskParts, own: ByDay, told: ByDay): Trend | null {
  const today = newYorkDay(new Date(desk.clock.now()).toISOString());
  const known = new Map([...own, ...told]);
  // A clock that is off must not leave a day to come behind, which all others would be old beside.
  const days = [...known.keys()].filter((day) => day <= today).sort();
  const lastDay = days.at(-1) ?? today;
  const recent = days.filter((day) => daysFrom(day, lastDay) <= cachePolicy.trendDays);
  const [first] = recent;
  if (first === undefined || recent.length < 2) return null;
  const shown = everyDay(first, lastDay).filter((day) => known.has(day) || isTrading(desk, day));
  return {
    figures: shown.map((day) => known.get(day) ?? null),
    lastDay,
    own: recent.filter((day) => !told.has(day)).length,
  };
}

function everyDay(first: string, last: string): string[] {
  return Array.from({ length: daysFrom(first, last) + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );
}

/** No weekend is missed where the market never closes: its histories have none. */
function isTrading({ calendar }: DeskParts, day: string): boolean {
  return new Date(day).getUTCDay() % 6 !== 0 && calendar.sessionOf(day) !== null;
}

function daysFrom(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);
}

import type { Span, Wanted } from "@/lib/contract/market/wanted";
import type { Trend, Trends } from "@/lib/contract/page/home";
import type { StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { newYorkDate } from "@/lib/insight/new-york-date";
import { cachePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import type { PageReach } from "./count-page";

/**
 * The spans that pages request most: long enough for a trend, short enough to read many of them.
 */
const SPANS: readonly Span[] = ["30d", "180d"];
const DAY_MS = 86_400_000;

/**
 * Reads net GEX of the last 30 days: one value a day from the summaries fetched here, or the
 * upstream's own value where its history is cached. Never makes a call. Takes two parallel round
 * trips; empty if the store fails.
 */
export async function readTrends(
  desk: Services,
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
    const reported = reportedBySymbol(readings.flatMap(({ snapshot }) => snapshot ?? []));
    const trends = shown.map((symbol, index): [string, Trend | null] => [
      symbol,
      trendOf(desk, own[index] ?? new Map(), reported.get(symbol) ?? new Map()),
    ]);
    return Object.fromEntries(
      trends.flatMap(([symbol, trend]) => (trend ? [[symbol, trend]] : [])),
    );
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return {};
  }
}

type ByDay = ReadonlyMap<string, number>;

function keyOf({ upstream }: Pick<Services, "upstream">, wanted: Wanted): string | null {
  return upstream.jobFor(wanted)?.key ?? null;
}

/** Collects each symbol's daily values from the cached histories. The newest history wins. */
function reportedBySymbol(copies: readonly StoredSnapshot[]): Map<string, Map<string, number>> {
  const bySymbol = new Map<string, Map<string, number>>();
  const byAge = copies.toSorted((one, other) => Date.parse(one.asOf) - Date.parse(other.asOf));
  for (const copy of byAge) {
    if (copy.resource !== "history") continue;
    const days = bySymbol.get(copy.symbol) ?? new Map<string, number>();
    for (const { at, netGex } of copy.data.points) {
      if (netGex !== null) days.set(newYorkDate(at), netGex);
    }
    bySymbol.set(copy.symbol, days);
  }
  return bySymbol;
}

/** The upstream's history overrides our own value of a day. A single value is no trend. */
function trendOf(
  desk: Pick<Services, "calendar" | "clock">,
  own: ByDay,
  reported: ByDay,
): Trend | null {
  const today = newYorkDate(new Date(desk.clock.now()).toISOString());
  const known = new Map([...own, ...reported]);
  // Ignore days in the future: a wrong clock must not make all real days look old.
  const days = [...known.keys()].filter((day) => day <= today).sort();
  const lastDay = days.at(-1) ?? today;
  const recent = days.filter((day) => daysFrom(day, lastDay) <= cachePolicy.trendDays);
  const [first] = recent;
  if (first === undefined || recent.length < 2) return null;
  const shown = everyDay(first, lastDay).filter((day) => known.has(day) || isTrading(desk, day));
  return {
    figures: shown.map((day) => known.get(day) ?? null),
    lastDay,
    own: recent.filter((day) => !reported.has(day)).length,
  };
}

function everyDay(first: string, last: string): string[] {
  return Array.from({ length: daysFrom(first, last) + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );
}

/** A market that never closes has no missing weekends, although its histories lack them. */
function isTrading({ calendar }: Pick<Services, "calendar">, day: string): boolean {
  return new Date(day).getUTCDay() % 6 !== 0 && calendar.sessionOf(day) !== null;
}

function daysFrom(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);
}

import type { Trends } from "@/lib/contract/home";
import type { StoredSnapshot } from "@/lib/contract/snapshot";
import type { Span } from "@/lib/contract/wanted";
import { cachePolicy } from "@/lib/policy";
import type { DeskParts } from "./parts";
import { createStoreBudget, isStoreFault } from "./store-budget";

/** The histories that pages ask for: whichever of them is cached, and newer, tells the trend. */
const SPANS: readonly Span[] = ["30d", "180d"];
const DAY_MS = 86_400_000;

/**
 * Net GEX of the last 30 days, $ per 1 % move, ascending, of the symbols whose history somebody
 * loaded. Never spends; in one round trip, or nothing where the store does not answer.
 */
export async function readTrends(desk: DeskParts, symbols: readonly string[]): Promise<Trends> {
  const asked = symbols.slice(0, cachePolicy.trendSymbolsMost).flatMap((symbol) =>
    SPANS.flatMap((span) => {
      const job = desk.upstream.jobFor({ resource: "history", symbol, span });
      return job === null ? [] : [{ symbol, key: job.key }];
    }),
  );
  if (asked.length === 0) return {};
  try {
    const budget = createStoreBudget(desk.clock);
    const readings = await budget.spend(desk.cache.readMany(asked.map(({ key }) => key)));
    const copies = readings
      .flatMap(({ snapshot }) => snapshot ?? [])
      .toSorted((one, other) => Date.parse(one.asOf) - Date.parse(other.asOf));
    return Object.fromEntries(copies.flatMap(trendOf));
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return {};
  }
}

/** One point is no trend. */
function trendOf(snapshot: StoredSnapshot): [string, number[]][] {
  if (snapshot.resource !== "history") return [];
  const { points } = snapshot.data;
  const last = Date.parse(points.at(-1)?.at ?? "");
  const figures = points
    .filter(({ at }) => last - Date.parse(at) <= cachePolicy.trendDays * DAY_MS)
    .flatMap(({ netGex }) => netGex ?? []);
  return figures.length < 2 ? [] : [[snapshot.symbol, figures]];
}

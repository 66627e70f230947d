import type { Home } from "@/lib/contract/home";
import type { DeskParts } from "./parts";
import { isFresh, presentSnapshot } from "./present-snapshot";
import { quotaOf, readQuota } from "./read-quota";
import { createStoreBudget, isStoreFault } from "./store-budget";

type Row = Home["rows"][number];

/** The headlines of a page and the quota, in two round trips and without a call. Never spends. */
export async function readHome(desk: DeskParts, symbols: readonly string[]): Promise<Home> {
  const budget = createStoreBudget(desk.clock);
  const keys = symbols.map(
    (symbol) => desk.upstream.jobFor({ resource: "gex", symbol })?.key ?? "",
  );
  try {
    const readings = keys.length === 0 ? [] : await budget.spend(desk.cache.readMany(keys));
    const quota = await budget.spend(readQuota(desk));
    const rows = symbols.map((symbol, index): Row => {
      const reading = readings[index];
      if (reading?.snapshot?.resource !== "gex") return { symbol, snapshot: null };
      desk.lastKnown.remember(keys[index] ?? "", reading);
      const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
      const snapshot = presentSnapshot(desk, reading.snapshot, reading.now, quota, { source });
      return { symbol, snapshot };
    });
    return { rows, quota, serverNow: readings[0]?.now ?? desk.clock.now() };
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return homeWithoutStore(desk, symbols, keys);
  }
}

/** The last copies this instance saw, with their age. */
function homeWithoutStore(
  desk: DeskParts,
  symbols: readonly string[],
  keys: readonly string[],
): Home {
  let serverNow = desk.clock.now();
  const rows = symbols.map((symbol, index): Row => {
    const known = desk.lastKnown.recall(keys[index] ?? "");
    if (known?.snapshot?.resource !== "gex") return { symbol, snapshot: null };
    serverNow = known.now;
    const presentation = { source: "stale", staleReason: "store-down" } as const;
    const quota = quotaOf(desk, null);
    const { snapshot, now } = known;
    return { symbol, snapshot: presentSnapshot(desk, snapshot, now, quota, presentation) };
  });
  return { rows, quota: null, serverNow };
}

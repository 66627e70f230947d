import type { Resource, Snapshot } from "@/lib/contract/snapshot";
import type { DeskParts } from "./parts";
import { isFresh, presentSnapshot } from "./present-snapshot";
import { quotaOf, readQuota } from "./read-quota";
import { failure } from "./refusal";
import { replyWith, staleOr } from "./reply-with";
import type { SnapshotReply } from "./request";
import { createStoreBudget, isStoreFault } from "./store-budget";

/** The last snapshot, however old, or `not-cached`. Never spends. */
export async function readCached(
  desk: DeskParts,
  resource: Resource,
  symbol: string,
): Promise<SnapshotReply> {
  const job = desk.upstream.jobFor(resource, symbol);
  if (!job) return failure("not-offered");
  const budget = createStoreBudget(desk.clock);
  try {
    const reading = await budget.spend(desk.cache.read(job.key));
    desk.lastKnown.remember(job.key, reading);
    const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
    return await replyWith({ desk, budget }, reading, { source });
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    const known = desk.lastKnown.recall(job.key);
    return staleOr({ desk, budget }, known, "store-down", failure("store-unavailable", 1_000));
  }
}

/** One row of a page that is read on the server: what is held of a symbol, if anything. */
export type Row = { symbol: string; snapshot: Snapshot | null };

/** The rows of a watchlist and the quota, in two round trips and without a call. */
export async function readRows(desk: DeskParts, resource: Resource, symbols: readonly string[]) {
  const budget = createStoreBudget(desk.clock);
  const keys = symbols.map((symbol) => desk.upstream.jobFor(resource, symbol)?.key ?? "");
  try {
    const readings = await budget.spend(desk.cache.readMany(keys));
    const quota = await budget.spend(readQuota(desk));
    const rows = symbols.map((symbol, index): Row => {
      const reading = readings[index];
      if (!reading?.snapshot) return { symbol, snapshot: null };
      desk.lastKnown.remember(keys[index] ?? "", reading);
      const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
      const snapshot = presentSnapshot(desk, reading.snapshot, reading.now, quota, { source });
      return { symbol, snapshot };
    });
    return { rows, quota, now: readings[0]?.now ?? desk.clock.now() };
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return rowsWithoutStore(desk, symbols, keys);
  }
}

function rowsWithoutStore(desk: DeskParts, symbols: readonly string[], keys: readonly string[]) {
  const quota = quotaOf(desk, null);
  let now = desk.clock.now();
  const rows = symbols.map((symbol, index): Row => {
    const known = desk.lastKnown.recall(keys[index] ?? "");
    if (!known?.snapshot) return { symbol, snapshot: null };
    now = known.now;
    const presentation = { source: "stale", staleReason: "store-down" } as const;
    return {
      symbol,
      snapshot: presentSnapshot(desk, known.snapshot, known.now, quota, presentation),
    };
  });
  return { rows, quota, now };
}

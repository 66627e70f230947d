import type { Cache } from "swr";
import type { Home } from "@/lib/contract/page/home";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import {
  type LocalReading,
  type LocalSnapshot,
  readingKey,
  receivedAt,
  snapshotKey,
  toLocalSnapshot,
} from "./local-cache";
import { wantedName, wantedOfSnapshot } from "./wanted-name";

/** A page's initial data: the watchlist's rows, or one symbol with its parts and readings. */
export type Opened = Pick<Home, "rows" | "serverNow"> &
  Partial<Pick<SymbolView, "parts" | "readings">>;

/**
 * Puts a page's data into the cache before the first render. No component shows it yet, so none is
 * notified. The browser may restore an old page: newer cached data stays.
 */
export function hydrateCache(
  cache: Pick<Cache, "get" | "set">,
  { rows, parts = [], readings = [], serverNow }: Opened,
): void {
  for (const snapshot of [...rows.flatMap((row) => row.snapshot ?? []), ...parts]) {
    const key = snapshotKey(wantedName(wantedOfSnapshot(snapshot)));
    const next = toLocalSnapshot(snapshot, serverNow);
    if (isLaterCopy(next, cache.get(key)?.data)) cache.set(key, { data: next });
  }
  for (const reading of readings) {
    const key = readingKey(reading.resource, reading.symbol);
    if (!isBehind(reading, cache.get(key)?.data)) cache.set(key, { data: reading });
  }
}

/** The same copy received later also counts: its staleness and refresh time may differ. */
function isLaterCopy(next: LocalSnapshot, before: LocalSnapshot | undefined): boolean {
  if (before === undefined) return true;
  const [fetched, held] = [next.snapshot.fetchedAt, before.snapshot.fetchedAt];
  return fetched > held || (fetched === held && receivedAt(next) >= receivedAt(before));
}

/** Whether the cached reading was calculated from a newer copy of any part. */
function isBehind(next: LocalReading, before: LocalReading | undefined): boolean {
  const parts = before?.parts ?? [];
  return parts.some(({ resource, fetchedAt }) => {
    const part = next.parts.find((one) => one.resource === resource);
    return fetchedAt !== null && fetchedAt > (part?.fetchedAt ?? "");
  });
}

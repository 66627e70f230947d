import type { Cache } from "swr";
import type { Home } from "@/lib/contract/home";
import type { SymbolView } from "@/lib/contract/symbol-view";
import {
  type HeldReading,
  type HeldSnapshot,
  holdSnapshot,
  readingKey,
  snapshotKey,
  toldAt,
} from "./held";
import { wantedName, wantedOfSnapshot } from "./wanted-name";

/** What a page is handed: the watchlist's rows, or one symbol with its parts and readings. */
export type Opened = Pick<Home, "rows" | "serverNow"> &
  Partial<Pick<SymbolView, "parts" | "readings">>;

/**
 * Holds what a page brought along, before it is drawn: nobody shows it yet, so nobody is told. The
 * browser may show a page it kept; what was heard since it came is the later word, and stays.
 */
export function handOver(
  cache: Pick<Cache, "get" | "set">,
  { rows, parts = [], readings = [], serverNow }: Opened,
): void {
  for (const snapshot of [...rows.flatMap((row) => row.snapshot ?? []), ...parts]) {
    const key = snapshotKey(wantedName(wantedOfSnapshot(snapshot)));
    const next = holdSnapshot(snapshot, serverNow);
    if (isLaterCopy(next, cache.get(key)?.data)) cache.set(key, { data: next });
  }
  for (const reading of readings) {
    const key = readingKey(reading.resource, reading.symbol);
    if (!isBehind(reading, cache.get(key)?.data)) cache.set(key, { data: reading });
  }
}

/** The same copy counts too, told later: why it is stale, and when it can be refreshed, may differ. */
function isLaterCopy(next: HeldSnapshot, before: HeldSnapshot | undefined): boolean {
  if (before === undefined) return true;
  const [fetched, held] = [next.snapshot.fetchedAt, before.snapshot.fetchedAt];
  return fetched > held || (fetched === held && toldAt(next) >= toldAt(before));
}

/** Whether what is held was read from a later copy of any part. */
function isBehind(next: HeldReading, before: HeldReading | undefined): boolean {
  const parts = before?.parts ?? [];
  return parts.some(({ resource, fetchedAt }) => {
    const part = next.parts.find((one) => one.resource === resource);
    return fetchedAt !== null && fetchedAt > (part?.fetchedAt ?? "");
  });
}

import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";
import type { LocalCache } from "./local-cache";

/** Returns the cached summary of a symbol; null: missing. */
export function headlineOf(cache: LocalCache, symbol: string): SnapshotOf<"gex"> | null {
  const snapshot = cache.snapshot(symbol)?.snapshot;
  return snapshot?.resource === "gex" ? snapshot : null;
}

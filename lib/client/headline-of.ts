import type { SnapshotOf } from "@/lib/contract/snapshot";
import type { Held } from "./held";

/** The headline that is held of a symbol; null: missing. */
export function headlineOf(held: Held, symbol: string): SnapshotOf<"gex"> | null {
  const snapshot = held.snapshot(symbol)?.snapshot;
  return snapshot?.resource === "gex" ? snapshot : null;
}

import type { Input } from "@/lib/contract/market/input";
import type { SymbolResource } from "@/lib/contract/market/resource";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

/** Snapshots to read, by resource, with the upstream's own time. Null: not available. */
export type AvailableParts = {
  readonly [Name in SymbolResource]: Pick<SnapshotOf<Name>, "data" | "asOf"> | null;
};

/** An input from one part. Missing with its part. */
export function inputFrom<Name extends SymbolResource>(
  parts: AvailableParts,
  resource: Name,
  about: Pick<Input, "name" | "unit">,
  read: (data: SnapshotOf<Name>["data"]) => number | null,
): Input {
  const part = parts[resource];
  const value = part === null ? null : read(part.data);
  return { ...about, value: finite(value), resource, asOf: part?.asOf ?? null };
}

/** Missing instead of infinite: an overflow is not a value. */
export function finite(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}

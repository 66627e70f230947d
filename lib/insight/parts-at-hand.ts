import type { Input } from "@/lib/contract/input";
import type { Resource } from "@/lib/contract/resource";
import type { SnapshotOf } from "@/lib/contract/snapshot";

/** Snapshots to be read, by resource: figures with the upstream's own time; null: not at hand. */
export type PartsAtHand = {
  readonly [Name in Resource]: Pick<SnapshotOf<Name>, "data" | "asOf"> | null;
};

/** An input from one part; missing with its part. */
export function inputFrom<Name extends Resource>(
  parts: PartsAtHand,
  resource: Name,
  about: Pick<Input, "name" | "unit">,
  read: (data: SnapshotOf<Name>["data"]) => number | null,
): Input {
  const part = parts[resource];
  const value = part === null ? null : read(part.data);
  return { ...about, value: finite(value), resource, asOf: part?.asOf ?? null };
}

/** Missing rather than infinite: what overflowed is no figure. */
export function finite(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}

import type { Part } from "@/lib/contract/composite";
import type { SnapshotTimes } from "@/lib/contract/snapshot";

/** The times of a reading's part; null: there is no copy of it. */
export function partTimes(part: Part | undefined): SnapshotTimes | null {
  if (part === undefined) return null;
  const { asOf, fetchedAt, freshUntil, staleReason } = part;
  if (asOf === null || fetchedAt === null || freshUntil === null) return null;
  return { asOf, fetchedAt, freshUntil, staleReason };
}

/** A reading is as old as the oldest of the parts at hand; null: there are none. */
export function oldestTimes(parts: readonly Part[]): SnapshotTimes | null {
  return parts
    .flatMap((part) => partTimes(part) ?? [])
    .reduce<SnapshotTimes | null>(
      (oldest, times) =>
        oldest === null || Date.parse(times.asOf) < Date.parse(oldest.asOf) ? times : oldest,
      null,
    );
}

import type { SymbolResource } from "@/lib/contract/market/resource";
import type { Part } from "@/lib/contract/snapshot/composite";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";

/** The times of a reading's part; null: there is no copy of it. */
export function partTimes(part: Part | undefined): SnapshotTimes | null {
  if (part === undefined) return null;
  const { asOf, fetchedAt, freshUntil, nextExpectedAt, missedUpdates, staleReason } = part;
  if (asOf === null || fetchedAt === null || freshUntil === null) return null;
  return { asOf, fetchedAt, freshUntil, nextExpectedAt, missedUpdates, staleReason };
}

type Dated = SnapshotTimes & { resource: SymbolResource };

/**
 * A reading is as old as the oldest of the parts at hand; null: there are none. The history comes
 * once a day and would hide how old the others are: it tells only where it is alone.
 */
export function oldestPart(parts: readonly Part[]): Dated | null {
  const dated = parts.flatMap((part): Dated[] => {
    const times = partTimes(part);
    return times === null ? [] : [{ resource: part.resource, ...times }];
  });
  const inSession = dated.filter(({ resource }) => resource !== "history");
  const [oldest] = (inSession.length > 0 ? inSession : dated).toSorted(
    (one, other) => Date.parse(one.asOf) - Date.parse(other.asOf),
  );
  return oldest ?? null;
}

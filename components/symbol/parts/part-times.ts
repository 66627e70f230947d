import type { Updates } from "@/components/snapshot/data-age";
import type { SymbolResource } from "@/lib/contract/market/resource";
import type { Part } from "@/lib/contract/snapshot/composite";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";

/** The times of a part of a reading. Null: it is not cached. */
export function partTimes(part: Part | undefined): SnapshotTimes | null {
  if (part === undefined) return null;
  const { asOf, fetchedAt, freshUntil, nextExpectedAt, missedUpdates, staleReason } = part;
  if (asOf === null || fetchedAt === null || freshUntil === null) return null;
  return { asOf, fetchedAt, freshUntil, nextExpectedAt, missedUpdates, staleReason };
}

/** The dataset that a value comes from, with what is known of its updates. */
export type Origin = { resource: SymbolResource; asOf: string | null; updates: Updates };

/** The updates of a value's dataset, as the badge of that part of the reading knows them. */
export function originIn(
  parts: readonly Part[],
  { resource, asOf }: Omit<Origin, "updates">,
): Origin {
  const part = parts.find((one) => one.resource === resource);
  const { nextExpectedAt = null, missedUpdates = [] } = part ?? {};
  return { resource, asOf, updates: { nextExpectedAt, missedUpdates } };
}

type Dated = SnapshotTimes & { resource: SymbolResource };

/**
 * A reading is as old as its oldest available part. Null: there is none. The history comes
 * once a day and would hide how old the others are, so it counts only when it is alone.
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

import type { CacheReading } from "@/lib/cache/cache";
import type { StaleReason } from "@/lib/contract/snapshot/snapshot";
import { type Presentation, presentSnapshot } from "./present-snapshot";
import { noPrimary } from "./primary-quota";
import { quotaOf, readQuotaOrNone } from "./read-quota";
import type { Refusal } from "./refusal";
import type { SnapshotJob, SnapshotReply } from "./snapshot-job";

/** Returns the reading's snapshot with the current quota. The reading must have a snapshot. */
export async function replyWith(
  { desk, budget }: Pick<SnapshotJob, "desk" | "budget">,
  { snapshot, now }: CacheReading,
  presentation: Presentation,
): Promise<SnapshotReply> {
  if (!snapshot) return notCached(desk);
  const isLanding = presentation.source === "upstream";
  const quota = await readQuotaOrNone(desk, budget, isLanding ? 0 : undefined);
  return {
    kind: "snapshot",
    snapshot: presentSnapshot(desk, snapshot, now, quota, presentation),
    now,
  };
}

/**
 * Returns the last copy with its age and the reason, or the refusal if there is none. Needs no
 * store.
 */
export async function staleOr(
  { desk, budget }: Pick<SnapshotJob, "desk" | "budget">,
  known: CacheReading | null,
  staleReason: StaleReason,
  refusal: Refusal,
): Promise<SnapshotReply> {
  if (!known?.snapshot) return refusal;
  const quota =
    staleReason === "store-down" ? quotaOf(desk, null) : await readQuotaOrNone(desk, budget);
  const presentation = { source: "stale" as const, staleReason };
  const snapshot = presentSnapshot(desk, known.snapshot, known.now, quota, presentation);
  return { kind: "snapshot", snapshot, now: known.now };
}

function notCached({ primary }: Pick<SnapshotJob["desk"], "primary">): Refusal {
  if (primary?.trouble()) return noPrimary(primary);
  return { kind: "refused", slug: "not-cached", detail: NOT_CACHED };
}

const NOT_CACHED = "This symbol is not loaded yet. Loading uses 1 API call.";

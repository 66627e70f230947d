import type { CacheReading } from "@/lib/cache/cache";
import type { StaleReason } from "@/lib/contract/snapshot";
import { type Presentation, presentSnapshot } from "./present-snapshot";
import { quotaOf, readQuotaOrNone } from "./read-quota";
import type { Refusal } from "./refusal";
import type { Request, SnapshotReply } from "./request";

/** A snapshot with the quota as it stands. The reading must hold one. */
export async function replyWith(
  { desk, budget }: Pick<Request, "desk" | "budget">,
  { snapshot, now }: CacheReading,
  presentation: Presentation,
): Promise<SnapshotReply> {
  if (!snapshot) return { kind: "refused", slug: "not-cached", detail: NOT_CACHED };
  const isLanding = presentation.source === "upstream";
  const quota = await readQuotaOrNone(desk, budget, isLanding ? 0 : undefined);
  return {
    kind: "snapshot",
    snapshot: presentSnapshot(desk, snapshot, now, quota, presentation),
    now,
  };
}

/** The last copy with its age and the reason, else the refusal. Needs no store. */
export async function staleOr(
  { desk, budget }: Pick<Request, "desk" | "budget">,
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

const NOT_CACHED = "Nobody has loaded this symbol yet. Loading it takes one call.";

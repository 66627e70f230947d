"use client";

import { Badge } from "@/components/ui/badge";
import { easternTime } from "@/components/ui/format";
import { ReasonBadge } from "@/components/ui/reason-badge";
import { useNow } from "@/lib/client/hooks/use-now";
import type { Snapshot, StaleReason } from "@/lib/contract/snapshot/snapshot";

const REASONS: Record<StaleReason, string> = {
  "store-down": "Gammagate can't reach its database",
  "breaker-open": "API calls are paused",
  "upstream-error": "The last API call failed",
  "primary-down": "The primary deployment is not available",
};

/** Reasons that say nothing of the copy's own age. */
const OUTAGES: readonly StaleReason[] = ["store-down", "primary-down"];

/**
 * Fresh: no newer data expected yet. Cached: newer data may exist. Stale: a refresh failed.
 * Saved: shown while the store or the primary does not respond, so a copy from seconds ago is not
 * called stale.
 */
export function CacheBadge({
  snapshot,
}: {
  snapshot: Pick<Snapshot, "fetchedAt" | "freshUntil" | "staleReason">;
}) {
  const time = useNow();
  const { second } = easternTime(Date.parse(snapshot.fetchedAt));
  if (snapshot.staleReason !== null) {
    const title = `${REASONS[snapshot.staleReason]}. Fetched ${second} ET`;
    const word = OUTAGES.includes(snapshot.staleReason) ? "Saved" : "Stale";
    return <ReasonBadge shape="broken" word={word} amber title={title} />;
  }
  if (time < Date.parse(snapshot.freshUntil)) {
    return (
      <Badge shape="full" word="Fresh" title={`Fetched ${second} ET. No newer data expected yet`} />
    );
  }
  return <Badge shape="half" word="Cached" title={`Fetched ${second} ET. Newer data may exist`} />;
}

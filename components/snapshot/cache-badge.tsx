"use client";

import { Badge } from "@/components/ui/badge";
import { easternTime } from "@/components/ui/format";
import { ReasonBadge } from "@/components/ui/reason-badge";
import { useNow } from "@/lib/client/use-now";
import type { Snapshot, StaleReason } from "@/lib/contract/snapshot";

const REASONS: Record<StaleReason, string> = {
  "store-down": "The shared store is not answering",
  "breaker-open": "The upstream is being left alone for a while",
  "upstream-error": "The last call failed",
};

/** Fresh: nothing newer is expected yet. Cached: something newer may exist. Stale: it was asked for in vain. */
export function CacheBadge({
  snapshot,
}: {
  snapshot: Pick<Snapshot, "fetchedAt" | "freshUntil" | "staleReason">;
}) {
  const time = useNow();
  const { second } = easternTime(Date.parse(snapshot.fetchedAt));
  if (snapshot.staleReason !== null) {
    const title = `${REASONS[snapshot.staleReason]}. Fetched ${second} ET`;
    return <ReasonBadge shape="broken" word="Stale" amber title={title} />;
  }
  if (time < Date.parse(snapshot.freshUntil)) {
    return (
      <Badge
        shape="full"
        word="Fresh"
        title={`Fetched ${second} ET. Nothing newer is expected yet`}
      />
    );
  }
  return (
    <Badge shape="half" word="Cached" title={`Fetched ${second} ET. Something newer may exist`} />
  );
}

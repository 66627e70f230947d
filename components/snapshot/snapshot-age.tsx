"use client";

import { useQuota } from "@/lib/client/use-quota";
import type { Resource } from "@/lib/contract/resource";
import type { SnapshotTimes } from "@/lib/contract/snapshot";
import { CacheBadge } from "./cache-badge";
import { LastUpdated } from "./last-updated";

type Props = { times: SnapshotTimes; resource: Resource; stacked?: boolean };

/** How old figures are and what the cache knows of them: in one line, `stacked` where that is narrow. */
export function SnapshotAge({ times, resource, stacked = false }: Props) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <span
      className={
        stacked
          ? "flex flex-col items-end text-xs text-muted xl:flex-row xl:items-center xl:gap-1.5"
          : "flex items-center gap-1.5 text-xs text-muted"
      }
    >
      <LastUpdated asOf={times.asOf} market={market} resource={resource} />
      <span aria-hidden="true" className={stacked ? "max-xl:hidden" : undefined}>
        ·
      </span>
      <CacheBadge snapshot={times} />
    </span>
  );
}

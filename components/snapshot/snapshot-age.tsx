"use client";

import { useNow } from "@/lib/client/hooks/use-now";
import { useQuota } from "@/lib/client/hooks/use-quota";
import type { Resource } from "@/lib/contract/market/resource";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { CacheBadge } from "./cache-badge";
import { LastUpdated } from "./last-updated";
import { missedWords, nextUpdateWords } from "./next-words";

type Props = {
  times: SnapshotTimes;
  resource: Resource;
  stacked?: boolean;
  /** Where there is room: when the next update is expected, or which one was missed. */
  withNext?: boolean;
};

/** How old figures are and what the cache knows of them: in one line, `stacked` where that is narrow. */
export function SnapshotAge({ times, resource, stacked = false, withNext = false }: Props) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <span
      className={
        stacked
          ? "flex flex-col items-end text-xs text-muted xl:flex-row xl:items-center xl:gap-1.5"
          : "flex items-center gap-1.5 text-xs text-muted"
      }
    >
      <LastUpdated asOf={times.asOf} market={market} resource={resource} updates={times} />
      <span aria-hidden="true" className={stacked ? "max-xl:hidden" : undefined}>
        ·
      </span>
      <CacheBadge snapshot={times} />
      {withNext && <NextUpdate times={times} />}
    </span>
  );
}

function NextUpdate({ times }: Pick<Props, "times">) {
  const time = useNow();
  const missed = missedWords(times.missedUpdates, time);
  const next = nextUpdateWords(times.nextExpectedAt, time);
  if (missed === null && next === null) return null;
  return (
    <span className="whitespace-nowrap max-sm:hidden">
      · {missed === null ? `next ${next}` : <span className="text-stale">{missed}</span>}
    </span>
  );
}

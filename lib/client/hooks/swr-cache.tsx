"use client";

import { type ReactNode, useState } from "react";
import useSWR, { type Cache, SWRConfig, useSWRConfig } from "swr";
import { hydrateCache, type Opened } from "@/lib/client/tab/hydrate-cache";
import {
  type LocalCache,
  type LocalQuota,
  type LocalReading,
  type LocalSnapshot,
  type MissedQuota,
  readingKey,
  STATUS_KEY,
  snapshotKey,
  supersedes,
} from "@/lib/client/tab/local-cache";
import { swrOptions } from "@/lib/client/tab/swr-options";
import { wantedName, wantedOfSnapshot } from "@/lib/client/tab/wanted-name";
import type { Composite } from "@/lib/contract/market/resource";
import type { Wanted } from "@/lib/contract/market/wanted";
import { browserPolicy } from "@/lib/policy";

/** Provides SWR's cache, initialized with the quota from the server. */
export function SwrCache({ quota, children }: { quota: LocalQuota; children: ReactNode }) {
  const [cache] = useState<Cache>(() => new Map([[STATUS_KEY, { data: sinceOf(quota, null) }]]));
  return <SWRConfig value={{ ...swrOptions, provider: () => cache }}>{children}</SWRConfig>;
}

/** Puts a page's data into the cache, once. */
export function useHydrate(opened: Opened): void {
  const { cache } = useSWRConfig();
  useState(() => hydrateCache(cache, opened));
}

export function useLocalSnapshot<Name extends Wanted>(
  wanted: Name,
): LocalSnapshot<Name["resource"]> | null {
  // The name includes the resource, so the value has its type.
  return useSWR<LocalSnapshot<Name["resource"]>>(snapshotKey(wantedName(wanted))).data ?? null;
}

export function useLocalReading<Name extends Composite>(
  composite: Name,
  symbol: string,
): LocalReading<Name> | null {
  return useSWR<LocalReading<Name>>(readingKey(composite, symbol)).data ?? null;
}

/** The quota, with the time since when its health is known to be unchanged (server time, ms). */
export type KeptQuota = LocalQuota & { healthSince: number | null; missed: MissedQuota | null };

export function useHeldQuota(): KeptQuota | null {
  return useSWR<KeptQuota>(STATUS_KEY).data ?? null;
}

/** Keeps snapshots and quota in SWR's cache. Writing there makes no request. */
export function useLocalCache(): LocalCache {
  const { cache, mutate } = useSWRConfig();
  const [held] = useState<LocalCache>(() => {
    // Only this file writes the cache, so its values have these types.
    const quota = (): KeptQuota | undefined => cache.get(STATUS_KEY)?.data;
    const snapshot = (name: string): LocalSnapshot | null =>
      cache.get(snapshotKey(name))?.data ?? null;
    const put = (key: string, value: LocalSnapshot | LocalReading | KeptQuota) =>
      void mutate(key, value, { revalidate: false });
    return {
      snapshot,
      keepSnapshot(next) {
        const name = wantedName(wantedOfSnapshot(next.snapshot));
        if (supersedes(next, snapshot(name))) put(snapshotKey(name), next);
      },
      keepReading: (next) => put(readingKey(next.resource, next.symbol), next),
      keepQuota(next) {
        const before = quota();
        if (isLater(next, before)) put(STATUS_KEY, sinceOf(next, before ?? null));
      },
      missQuota(refusal, at) {
        const before = quota();
        if (before === undefined) return;
        put(STATUS_KEY, { ...before, missed: { since: before.missed?.since ?? at, refusal } });
      },
    };
  });
  return held;
}

/** Later by the server's clock. An earlier time is accepted if that clock was set back. */
function isLater(next: LocalQuota, before: LocalQuota | undefined): boolean {
  if (before === undefined || next.readAt >= before.readAt) return true;
  return before.readAt - next.readAt > browserPolicy.clockSetBackMs;
}

/** A state that existed when the tab began may be older than the tab can know. */
function sinceOf(next: LocalQuota, before: KeptQuota | null): KeptQuota {
  if (before === null) return { ...next, healthSince: null, missed: null };
  const isSame = before.quota?.health === next.quota?.health;
  return { ...next, healthSince: isSame ? before.healthSince : next.readAt, missed: null };
}

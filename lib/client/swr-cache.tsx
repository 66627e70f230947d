"use client";

import { type ReactNode, useState } from "react";
import useSWR, { type Cache, SWRConfig, useSWRConfig } from "swr";
import type { Composite } from "@/lib/contract/resource";
import type { Wanted } from "@/lib/contract/wanted";
import { browserPolicy } from "@/lib/policy";
import { handOver, type Opened } from "./hand-over";
import {
  type Held,
  type HeldQuota,
  type HeldReading,
  type HeldSnapshot,
  type MissedQuota,
  readingKey,
  STATUS_KEY,
  snapshotKey,
  supersedes,
} from "./held";
import { swrOptions } from "./swr-options";
import { wantedName, wantedOfSnapshot } from "./wanted-name";

/** SWR's cache for everything below, begun with the quota that the server handed over. */
export function SwrCache({ quota, children }: { quota: HeldQuota; children: ReactNode }) {
  const [cache] = useState<Cache>(() => new Map([[STATUS_KEY, { data: sinceOf(quota, null) }]]));
  return <SWRConfig value={{ ...swrOptions, provider: () => cache }}>{children}</SWRConfig>;
}

/** Holds what a page brought along, once. */
export function useHandedOver(opened: Opened): void {
  const { cache } = useSWRConfig();
  useState(() => handOver(cache, opened));
}

export function useHeldSnapshot<Name extends Wanted>(
  wanted: Name,
): HeldSnapshot<Name["resource"]> | null {
  // A name says the resource too, so what is kept under it is of this one.
  return useSWR<HeldSnapshot<Name["resource"]>>(snapshotKey(wantedName(wanted))).data ?? null;
}

export function useHeldReading<Name extends Composite>(
  composite: Name,
  symbol: string,
): HeldReading<Name> | null {
  return useSWR<HeldReading<Name>>(readingKey(composite, symbol)).data ?? null;
}

/** The quota with the time since when its health is seen to be what it is (server time, ms). */
export type KeptQuota = HeldQuota & { healthSince: number | null; missed: MissedQuota | null };

export function useHeldQuota(): KeptQuota | null {
  return useSWR<KeptQuota>(STATUS_KEY).data ?? null;
}

/** Keeps snapshots and quota in SWR's cache. Writing there asks nothing. */
export function useHeld(): Held {
  const { cache, mutate } = useSWRConfig();
  const [held] = useState<Held>(() => {
    // The cache is filled from this file alone, so its values have these shapes.
    const quota = (): KeptQuota | undefined => cache.get(STATUS_KEY)?.data;
    const snapshot = (name: string): HeldSnapshot | null =>
      cache.get(snapshotKey(name))?.data ?? null;
    const put = (key: string, value: HeldSnapshot | HeldReading | KeptQuota) =>
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
        if (tellsLater(next, before)) put(STATUS_KEY, sinceOf(next, before ?? null));
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

/** Later by the server's clock; or that clock was set back, and the earlier word is of no time. */
function tellsLater(next: HeldQuota, before: HeldQuota | undefined): boolean {
  if (before === undefined || next.readAt >= before.readAt) return true;
  return before.readAt - next.readAt > browserPolicy.clockSetBackMs;
}

/** What was so when the tab began has been so for longer than the tab can tell. */
function sinceOf(next: HeldQuota, before: KeptQuota | null): KeptQuota {
  if (before === null) return { ...next, healthSince: null, missed: null };
  const isSame = before.quota?.health === next.quota?.health;
  return { ...next, healthSince: isSame ? before.healthSince : next.readAt, missed: null };
}

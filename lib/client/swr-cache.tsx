"use client";

import { type ReactNode, useState } from "react";
import useSWR, { type Cache, SWRConfig, useSWRConfig } from "swr";
import type { Home } from "@/lib/contract/home";
import { browserPolicy } from "@/lib/policy";
import {
  type Held,
  type HeldQuota,
  type HeldSnapshot,
  holdSnapshot,
  STATUS_KEY,
  snapshotKey,
  supersedes,
} from "./held";
import { swrOptions } from "./swr-options";

/** SWR's cache for everything below, filled with what the server page handed over. */
export function SwrCache({ home, children }: { home: Home; children: ReactNode }) {
  const [cache] = useState(() => seedCache(home));
  return <SWRConfig value={{ ...swrOptions, provider: () => cache }}>{children}</SWRConfig>;
}

export function useHeldSnapshot(symbol: string): HeldSnapshot | null {
  return useSWR<HeldSnapshot>(snapshotKey(symbol)).data ?? null;
}

export function useHeldQuota(): HeldQuota | null {
  return useSWR<HeldQuota>(STATUS_KEY).data ?? null;
}

/** Keeps snapshots and quota in SWR's cache. Writing there asks nothing. */
export function useHeld(): Held {
  const { cache, mutate } = useSWRConfig();
  const [held] = useState<Held>(() => {
    // The cache is filled from here and from `seedCache` alone, so its values have these shapes.
    const quota = (): HeldQuota | undefined => cache.get(STATUS_KEY)?.data;
    const snapshot = (symbol: string): HeldSnapshot | null =>
      cache.get(snapshotKey(symbol))?.data ?? null;
    const put = (key: string, value: HeldSnapshot | HeldQuota) =>
      void mutate(key, value, { revalidate: false });
    return {
      snapshot,
      keepSnapshot(next) {
        const { symbol } = next.snapshot;
        if (supersedes(next, snapshot(symbol))) put(snapshotKey(symbol), next);
      },
      keepQuota(next) {
        if (tellsLater(next, quota())) put(STATUS_KEY, next);
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

function seedCache(home: Home): Cache {
  const cache: Cache = new Map();
  const quota: HeldQuota = { quota: home.quota, readAt: home.serverNow };
  cache.set(STATUS_KEY, { data: quota });
  for (const { symbol, snapshot } of home.rows) {
    if (snapshot === null) continue;
    cache.set(snapshotKey(symbol), { data: holdSnapshot(snapshot, home.serverNow) });
  }
  return cache;
}

"use client";

import { type ReactNode, useState } from "react";
import useSWR, { type Cache, SWRConfig, useSWRConfig } from "swr";
import type { Home } from "@/lib/contract/home";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { SymbolView } from "@/lib/contract/symbol-view";
import type { Wanted } from "@/lib/contract/wanted";
import { browserPolicy } from "@/lib/policy";
import {
  type Held,
  type HeldQuota,
  type HeldReading,
  type HeldSnapshot,
  holdSnapshot,
  readingKey,
  STATUS_KEY,
  snapshotKey,
  supersedes,
} from "./held";
import { swrOptions } from "./swr-options";
import { wantedName, wantedOfSnapshot } from "./wanted-name";

/** What a page is handed: the watchlist's rows, or one symbol with its parts. */
export type Opened = Home | SymbolView;

/** SWR's cache for everything below, filled with what the server page handed over. */
export function SwrCache({ home, children }: { home: Opened; children: ReactNode }) {
  const [cache] = useState(() => seedCache(home));
  return <SWRConfig value={{ ...swrOptions, provider: () => cache }}>{children}</SWRConfig>;
}

export function useHeldSnapshot<Name extends Wanted>(
  wanted: Name,
): HeldSnapshot<Name["resource"]> | null {
  // A name says the resource too, so what is kept under it is of this one.
  return useSWR<HeldSnapshot<Name["resource"]>>(snapshotKey(wantedName(wanted))).data ?? null;
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
    const snapshot = (name: string): HeldSnapshot | null =>
      cache.get(snapshotKey(name))?.data ?? null;
    const put = (key: string, value: HeldSnapshot | HeldReading | HeldQuota) =>
      void mutate(key, value, { revalidate: false });
    return {
      snapshot,
      keepSnapshot(next) {
        const name = wantedName(wantedOfSnapshot(next.snapshot));
        if (supersedes(next, snapshot(name))) put(snapshotKey(name), next);
      },
      keepReading: (next) => put(readingKey(next.resource, next.symbol), next),
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

function seedCache(home: Opened): Cache {
  const cache: Cache = new Map();
  const quota: HeldQuota = { quota: home.quota, readAt: home.serverNow };
  cache.set(STATUS_KEY, { data: quota });
  const parts: readonly Snapshot[] = "parts" in home ? home.parts : [];
  const readings = "readings" in home ? home.readings : [];
  for (const snapshot of [...home.rows.flatMap((row) => row.snapshot ?? []), ...parts]) {
    const name = wantedName(wantedOfSnapshot(snapshot));
    cache.set(snapshotKey(name), { data: holdSnapshot(snapshot, home.serverNow) });
  }
  for (const reading of readings) {
    cache.set(readingKey(reading.resource, reading.symbol), { data: reading });
  }
  return cache;
}

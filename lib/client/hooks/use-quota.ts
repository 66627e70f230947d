"use client";

import type { MissedQuota } from "@/lib/client/tab/local-cache";
import { type QuotaNow, quotaNow } from "@/lib/client/tab/quota-now";
import type { Quota } from "@/lib/contract/quota/quota";
import { browserPolicy } from "@/lib/policy";
import { type KeptQuota, useHeldQuota } from "./swr-cache";
import { useNow } from "./use-now";

export type KnownQuota = {
  /** The last quota received. */
  quota: Quota;
  /** When it was read (server time, ms). */
  readAt: number;
  /** Null: too old to count on from, so the present is unknown. */
  now: QuotaNow | null;
  /** Server time, ms; null: since before this tab began. */
  healthSince: number | null;
};

/** The shared quota this second; null while the shared store does not respond. */
export function useQuota(): KnownQuota | null {
  return knownAt(useNow(), useHeldQuota());
}

/** The quota at `time` (server time, ms). */
export function knownAt(time: number, held: KeptQuota | null): KnownQuota | null {
  if (held === null || held.quota === null) return null;
  const { quota, readAt, healthSince } = held;
  const isKnown = time - readAt < browserPolicy.quotaKnownMs;
  return { quota, readAt, now: isKnown ? quotaNow(quota, readAt, time) : null, healthSince };
}

/** What a press can count on. */
export type Reckoning = { now: QuotaNow; windowSeconds: number };

/** Null: unknown now, for whatever reason. */
export function useReckoning(): Reckoning | null {
  const known = useQuota();
  if (known === null || known.now === null) return null;
  return { now: known.now, windowSeconds: known.quota.windowSeconds };
}

/** Null: the last read of the quota succeeded. */
export function useMissedQuota(): MissedQuota | null {
  return useHeldQuota()?.missed ?? null;
}

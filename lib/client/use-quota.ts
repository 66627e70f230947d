"use client";

import type { Quota } from "@/lib/contract/quota";
import { browserPolicy } from "@/lib/policy";
import type { MissedQuota } from "./held";
import { type QuotaNow, quotaNow } from "./quota-now";
import { type KeptQuota, useHeldQuota } from "./swr-cache";
import { useNow } from "./use-now";

export type KnownQuota = {
  /** As it was last told. */
  quota: Quota;
  /** When that was: server time, ms. */
  readAt: number;
  /** Null: that was too long ago to count on from, so no word of now. */
  now: QuotaNow | null;
  /** Server time, ms; null: since before this tab began. */
  healthSince: number | null;
};

/** The shared quota this second; null while the shared store does not answer. */
export function useQuota(): KnownQuota | null {
  return knownAt(useNow(), useHeldQuota());
}

/** What is known of it at a time (server time, ms). */
export function knownAt(time: number, held: KeptQuota | null): KnownQuota | null {
  if (held === null || held.quota === null) return null;
  const { quota, readAt, healthSince } = held;
  const isKnown = time - readAt < browserPolicy.quotaKnownMs;
  return { quota, readAt, now: isKnown ? quotaNow(quota, readAt, time) : null, healthSince };
}

/** What a press can reckon with. */
export type Reckoning = { now: QuotaNow; windowSeconds: number };

/** Null: not known now, for whatever reason. */
export function useReckoning(): Reckoning | null {
  const known = useQuota();
  if (known === null || known.now === null) return null;
  return { now: known.now, windowSeconds: known.quota.windowSeconds };
}

/** Null: the last look at the quota was answered. */
export function useMissedQuota(): MissedQuota | null {
  return useHeldQuota()?.missed ?? null;
}

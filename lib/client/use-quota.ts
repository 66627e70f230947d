"use client";

import type { Quota } from "@/lib/contract/quota";
import { type QuotaNow, quotaNow } from "./quota-now";
import { useHeldQuota } from "./swr-cache";
import { useNow } from "./use-now";

/** `healthSince`: server time, ms; null: since before this tab began. */
export type KnownQuota = { quota: Quota; now: QuotaNow; healthSince: number | null };

/** The shared quota this second; null while the shared store does not answer. */
export function useQuota(): KnownQuota | null {
  const held = useHeldQuota();
  const time = useNow();
  if (held === null || held.quota === null) return null;
  const { quota, readAt, healthSince } = held;
  return { quota, now: quotaNow(quota, readAt, time), healthSince };
}

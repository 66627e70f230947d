"use client";

import type { Quota } from "@/lib/contract/quota";
import { type QuotaNow, quotaNow } from "./quota-now";
import { useHeldQuota } from "./swr-cache";
import { useNow } from "./use-now";

/** The shared quota this second; null while the shared store does not answer. */
export function useQuota(): { quota: Quota; now: QuotaNow } | null {
  const held = useHeldQuota();
  const time = useNow();
  if (held === null || held.quota === null) return null;
  return { quota: held.quota, now: quotaNow(held.quota, held.readAt, time) };
}

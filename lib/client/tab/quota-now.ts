import type { Resource } from "@/lib/contract/market/resource";
import type { Quota } from "@/lib/contract/quota/quota";
import { NARROW_RESOURCES } from "@/lib/contract/values/resources";
import { gatePolicy } from "@/lib/policy";

/** The quota this second, counted on from the last one received. */
export type QuotaNow = {
  limit: number;
  remaining: number;
  low: boolean;
  /** Seconds until a call is possible; 0: now, null: unknown. */
  nextInSeconds: number | null;
  /** Seconds until each used slot frees, soonest first. */
  freesInSeconds: readonly number[];
  /** The windows other than the main one. */
  others: readonly OtherWindow[];
};

export type OtherWindow = Pick<
  Quota["windows"][number],
  "name" | "label" | "charged" | "period" | "resetsAt" | "limit"
> & {
  remaining: number;
  /** Seconds until all of it is available again, at most. */
  refillsInSeconds: number;
  /** Seconds until its own breaker permits a call; 0: now, null: unknown. */
  pausedForSeconds: number | null;
};

export function quotaNow(quota: Quota, readAt: number, now: number): QuotaNow {
  const passed = Math.max(0, now - readAt) / 1_000;
  const left = (seconds: number) => Math.max(0, seconds - passed);
  const freesInSeconds = quota.slotsFreeInSeconds.map(left).filter((seconds) => seconds > 0);
  const freed = quota.slotsFreeInSeconds.length - freesInSeconds.length;
  const remaining = Math.min(quota.limit, quota.remaining + freed);
  const firstFree = remaining > 0 ? 0 : (freesInSeconds[0] ?? 0);
  const { nextSlotInSeconds, breaker } = quota;
  const nextInSeconds =
    nextSlotInSeconds === null || breaker.retryInSeconds === null
      ? null
      : Math.max(left(nextSlotInSeconds), left(breaker.retryInSeconds), firstFree);
  return {
    limit: quota.limit,
    remaining,
    low: remaining < quota.limit / 4,
    nextInSeconds,
    freesInSeconds,
    others: othersNow(quota, passed),
  };
}

/** Only their count is known, so it stays until the window has passed. */
function othersNow(quota: Quota, passedSeconds: number): QuotaNow["others"] {
  return quota.windows.slice(1).map(({ windowSeconds, used, breaker, ...window }) => ({
    ...window,
    remaining: passedSeconds >= windowSeconds ? window.limit : Math.max(0, window.limit - used),
    refillsInSeconds: Math.max(0, windowSeconds - passedSeconds),
    pausedForSeconds:
      breaker.retryInSeconds === null ? null : Math.max(0, breaker.retryInSeconds - passedSeconds),
  }));
}

/** The quota that one call for each resource depends on. Some wait for a second window too. */
export function quotaFor(now: QuotaNow, resources: readonly Resource[]): QuotaNow {
  return quotaForNarrow(
    now,
    resources.filter((resource) => NARROW_RESOURCES.includes(resource)).length,
  );
}

/** The same for calls of which `calls` wait for a second window too. */
export function quotaForNarrow(now: QuotaNow, calls: number): QuotaNow {
  const window = now.others.find(({ period }) => period === null);
  if (calls === 0 || window === undefined) return now;
  const full = calls > window.remaining ? window.refillsInSeconds : 0;
  if (now.nextInSeconds === null || window.pausedForSeconds === null) {
    return { ...now, nextInSeconds: null };
  }
  return { ...now, nextInSeconds: Math.max(now.nextInSeconds, window.pausedForSeconds, full) };
}

/** Seconds until `calls` calls would all have ended without other requests; null: unknown. */
export function landingSeconds(now: QuotaNow, calls: number, windowSeconds: number): number | null {
  if (now.nextInSeconds === null) return null;
  const missing = calls - now.remaining;
  const slot = missing > 0 ? (now.freesInSeconds[missing - 1] ?? windowSeconds) : 0;
  const spacing = (calls - 1) * windowSeconds * gatePolicy.spacingOfWindow;
  return Math.max(now.nextInSeconds + spacing, slot) + gatePolicy.usualLatencyMs / 1_000;
}

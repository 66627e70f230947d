import type { Quota, WindowName } from "@/lib/contract/quota";
import type { Resource } from "@/lib/contract/resource";
import { gatePolicy } from "@/lib/policy";

/** The quota as it stands this second, counted on from when it was last told. */
export type QuotaNow = {
  limit: number;
  remaining: number;
  low: boolean;
  /** Until a call could go; 0: now. */
  nextInSeconds: number;
  /** When each taken slot frees, soonest first. */
  freesInSeconds: readonly number[];
  /** The further windows, which only some calls need; empty when there is but the account's. */
  others: readonly OtherWindow[];
};

export type OtherWindow = {
  name: WindowName;
  limit: number;
  remaining: number;
  /** Until the whole of it is there again, at the latest. */
  refillsInSeconds: number;
  /** Until its own breaker lets a call go; 0: now. */
  pausedForSeconds: number;
};

export function quotaNow(quota: Quota, readAt: number, now: number): QuotaNow {
  const passed = Math.max(0, now - readAt) / 1_000;
  const left = (seconds: number) => Math.max(0, seconds - passed);
  const freesInSeconds = quota.slotsFreeInSeconds.map(left).filter((seconds) => seconds > 0);
  const freed = quota.slotsFreeInSeconds.length - freesInSeconds.length;
  const remaining = Math.min(quota.limit, quota.remaining + freed);
  const firstFree = remaining > 0 ? 0 : (freesInSeconds[0] ?? 0);
  const nextInSeconds = Math.max(
    left(quota.nextSlotInSeconds),
    left(quota.breaker.retryInSeconds),
    firstFree,
  );
  return {
    limit: quota.limit,
    remaining,
    low: remaining < quota.limit / 4,
    nextInSeconds,
    freesInSeconds,
    others: othersNow(quota, passed),
  };
}

/** Of these only the count was told: it stands until its window has passed. */
function othersNow(quota: Quota, passedSeconds: number): QuotaNow["others"] {
  return quota.windows
    .filter(({ name }) => name !== "account")
    .map(({ name, limit, windowSeconds, used, breaker }) => ({
      name,
      limit,
      remaining: passedSeconds >= windowSeconds ? limit : Math.max(0, limit - used),
      refillsInSeconds: Math.max(0, windowSeconds - passedSeconds),
      pausedForSeconds: Math.max(0, breaker.retryInSeconds - passedSeconds),
    }));
}

/** What each API counts in a window of its own beside the account's, where it has one. */
const COUNTED_TWICE: ReadonlySet<Resource> = new Set(["curve", "expirations"]);

/** The quota as one call for each of these meets it: some wait for a further window too. */
export function quotaFor(now: QuotaNow, resources: readonly Resource[]): QuotaNow {
  const calls = resources.filter((resource) => COUNTED_TWICE.has(resource)).length;
  const [window] = now.others;
  if (calls === 0 || window === undefined) return now;
  const full = calls > window.remaining ? window.refillsInSeconds : 0;
  return { ...now, nextInSeconds: Math.max(now.nextInSeconds, window.pausedForSeconds, full) };
}

/** Seconds until `calls` calls would all have landed, if nobody else asks meanwhile. */
export function landingSeconds(now: QuotaNow, calls: number, windowSeconds: number): number {
  const missing = calls - now.remaining;
  const slot = missing > 0 ? (now.freesInSeconds[missing - 1] ?? windowSeconds) : 0;
  const spacing = (calls - 1) * windowSeconds * gatePolicy.spacingOfWindow;
  return Math.max(now.nextInSeconds + spacing, slot) + gatePolicy.usualLatencyMs / 1_000;
}

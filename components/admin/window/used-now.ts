import type { Dashboard } from "@/lib/contract/admin/dashboard";

/**
 * How many slots cannot be had now, and why no call may go although some look free: a lost record,
 * or the upstream's own word that its limit is reached, takes all of them. `now` in ms.
 */
export function usedNow(
  { slots, quota, now: readAt }: Pick<Dashboard, "slots" | "quota" | "now">,
  now: number,
): { used: number; shut: string | null } {
  const countAt = (ms: number) => slots.filter(({ freesAt }) => Date.parse(freesAt) > ms).length;
  const isShut = quota.used > countAt(Date.parse(readAt));
  return { used: isShut ? quota.used : countAt(now), shut: isShut ? quota.healthReason : null };
}

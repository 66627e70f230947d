import type { Dashboard } from "@/lib/contract/admin/dashboard";

/**
 * Counts the slots in use, and says why no call may start although some look free: after lost
 * writes, or when the upstream reports its limit as reached, all slots count. `now` in ms.
 */
export function usedNow(
  { slots, quota, now: readAt }: Pick<Dashboard, "slots" | "quota" | "now">,
  now: number,
): { used: number; shut: string | null } {
  const countAt = (ms: number) => slots.filter(({ freesAt }) => Date.parse(freesAt) > ms).length;
  const isShut = quota.used > countAt(Date.parse(readAt));
  return { used: isShut ? quota.used : countAt(now), shut: isShut ? quota.healthReason : null };
}

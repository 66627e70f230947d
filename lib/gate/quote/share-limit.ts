/**
 * Returns the calls of a window that a share guarantees. In a window with a smaller limit than the
 * main one it is the same fraction of that limit, so that no house can use up a small window.
 * `lib/gate/script/queue/shares.lua.ts` has the same rule.
 */
export function shareOfWindow(share: number, limit: number, mainLimit: number): number {
  return Math.floor((share * limit) / mainLimit);
}

import type { Quota } from "@/lib/contract/quota";
import type { SnapshotOf } from "@/lib/contract/snapshot";

/** A snapshot as this tab keeps it; `readyAt` (server time, ms) is when Refresh opens again. */
export type HeldSnapshot = { snapshot: SnapshotOf<"gex">; readyAt: number };

/** The quota as last told, and when (server time, ms). Null: the shared store did not answer. */
export type HeldQuota = { quota: Quota | null; readAt: number };

/** What this tab keeps. Older copies never replace newer ones. */
export type Held = {
  snapshot(symbol: string): HeldSnapshot | null;
  keepSnapshot(next: HeldSnapshot): void;
  keepQuota(next: HeldQuota): void;
};

/** The free address of a symbol's snapshot: it names it here, and reading it could never spend. */
export function snapshotKey(symbol: string): string {
  return `/api/gex/${encodeURIComponent(symbol)}?cached=1`;
}

export const STATUS_KEY = "/api/rate-limit-status";

export function holdSnapshot(snapshot: SnapshotOf<"gex">, now: number): HeldSnapshot {
  return { snapshot, readyAt: now + snapshot.refreshableInSeconds * 1_000 };
}

/** The same copy told again counts as newer: its badge and cooldown are the later word. */
export function supersedes(next: HeldSnapshot, before: HeldSnapshot | null): boolean {
  if (before === null) return true;
  return Date.parse(next.snapshot.fetchedAt) >= Date.parse(before.snapshot.fetchedAt);
}

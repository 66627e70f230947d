import type { Composite, Resource } from "@/lib/contract/market/resource";
import type { SymbolReading } from "@/lib/contract/page/symbol-view";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { browserPolicy } from "@/lib/policy";
import type { AskRefusal } from "./ask-store";

/** A cached snapshot. `readyAt` (server time, ms): when Refresh becomes available. */
export type LocalSnapshot<Name extends Resource = Resource> = {
  snapshot: Snapshot & { resource: Name };
  readyAt: number;
};

/** A symbol's reading, as last received. */
export type LocalReading<Name extends Composite = Composite> = SymbolReading<Name>;

/**
 * The last quota and when it was read (server time, ms). Null: the shared store did not respond.
 */
export type LocalQuota = { quota: Quota | null; readAt: number };

/** Since when reads of the quota failed (server time, ms), and why the last one failed. */
export type MissedQuota = { since: number; refusal: AskRefusal };

/** This tab's cache. Older copies never replace newer ones. */
export type LocalCache = {
  /** By `wantedName`. */
  snapshot(name: string): LocalSnapshot | null;
  keepSnapshot(next: LocalSnapshot): void;
  keepReading(next: LocalReading): void;
  keepQuota(next: LocalQuota): void;
  /** The quota could not be read: keep the previous value, marked with its age. */
  missQuota(refusal: AskRefusal, at: number): void;
};

/** Cache key of a snapshot. Not an address, so that nothing can fetch it. */
export function snapshotKey(name: string): string {
  return `snapshot ${name}`;
}

export function readingKey(composite: Composite, symbol: string): string {
  return `reading ${symbol} ${composite}`;
}

export const STATUS_KEY = "/api/rate-limit-status";

export function toLocalSnapshot<Name extends Resource>(
  snapshot: Snapshot & { resource: Name },
  now: number,
): LocalSnapshot<Name> {
  return { snapshot, readyAt: now + snapshot.refreshableInSeconds * 1_000 };
}

/** When the server sent it (server time, ms). */
export function receivedAt({ snapshot, readyAt }: LocalSnapshot): number {
  return readyAt - snapshot.refreshableInSeconds * 1_000;
}

/**
 * Whether `next` replaces `before`. The same copy received later counts as newer: its badge and
 * cooldown are more recent. A copy from the future was fetched before the store's clock was set
 * back, so it is always replaced.
 */
export function supersedes(next: LocalSnapshot, before: LocalSnapshot | null): boolean {
  if (before === null) return true;
  const heldAt = Date.parse(before.snapshot.fetchedAt);
  const isFromFuture = heldAt > receivedAt(next) + browserPolicy.clockSetBackMs;
  return isFromFuture || Date.parse(next.snapshot.fetchedAt) >= heldAt;
}

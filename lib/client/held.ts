import type { Quota } from "@/lib/contract/quota";
import type { Composite, Resource } from "@/lib/contract/resource";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { SymbolReading } from "@/lib/contract/symbol-view";
import { browserPolicy } from "@/lib/policy";
import type { Refusal } from "./ask-store";

/** A snapshot as this tab keeps it; `readyAt` (server time, ms) is when Refresh opens again. */
export type HeldSnapshot<Name extends Resource = Resource> = {
  snapshot: Snapshot & { resource: Name };
  readyAt: number;
};

/** What is read from a symbol's parts, as the server last told it. */
export type HeldReading<Name extends Composite = Composite> = SymbolReading<Name>;

/** The quota as last told, and when (server time, ms). Null: the shared store did not answer. */
export type HeldQuota = { quota: Quota | null; readAt: number };

/** Since when (server time, ms) the quota was looked for in vain, and why the last look was. */
export type MissedQuota = { since: number; refusal: Refusal };

/** What this tab keeps. Older copies never replace newer ones. */
export type Held = {
  /** By its name, as of `wantedName`. */
  snapshot(name: string): HeldSnapshot | null;
  keepSnapshot(next: HeldSnapshot): void;
  keepReading(next: HeldReading): void;
  keepQuota(next: HeldQuota): void;
  /** A look at the quota was answered with nothing of it: the last word stays, as one of its time. */
  missQuota(refusal: Refusal, at: number): void;
};

/** What a snapshot is kept under, by its name. No address: nothing could ask for it. */
export function snapshotKey(name: string): string {
  return `snapshot ${name}`;
}

export function readingKey(composite: Composite, symbol: string): string {
  return `reading ${symbol} ${composite}`;
}

export const STATUS_KEY = "/api/rate-limit-status";

export function holdSnapshot<Name extends Resource>(
  snapshot: Snapshot & { resource: Name },
  now: number,
): HeldSnapshot<Name> {
  return { snapshot, readyAt: now + snapshot.refreshableInSeconds * 1_000 };
}

/** When the server told it (its time, ms). */
export function toldAt({ snapshot, readyAt }: HeldSnapshot): number {
  return readyAt - snapshot.refreshableInSeconds * 1_000;
}

/**
 * The same copy told again counts as newer: its badge and cooldown are the later word. One from the
 * future was fetched before the store's clock was set back: it holds nothing up.
 */
export function supersedes(next: HeldSnapshot, before: HeldSnapshot | null): boolean {
  if (before === null) return true;
  const heldAt = Date.parse(before.snapshot.fetchedAt);
  const isFromFuture = heldAt > toldAt(next) + browserPolicy.clockSetBackMs;
  return isFromFuture || Date.parse(next.snapshot.fetchedAt) >= heldAt;
}

import type { CacheReading } from "@/lib/cache/cache";
import type { Quota } from "@/lib/contract/quota";
import type { Snapshot, StaleReason, StoredSnapshot } from "@/lib/contract/snapshot";
import type { DeskParts } from "./parts";

export type Presentation = {
  source: Snapshot["source"];
  staleReason?: StaleReason;
  sharedWith?: number;
};

/** What an answer tells beside what is kept. */
type Presented = Omit<Snapshot, keyof StoredSnapshot>;

/** A stored snapshot as it is answered. `now`: the store's time, ms. */
export function presentSnapshot<Stored extends StoredSnapshot>(
  desk: DeskParts,
  stored: Stored,
  now: number,
  quota: Quota,
  { source, staleReason, sharedWith = 0 }: Presentation,
): Stored & Presented {
  const refreshableInMs = desk.refreshableAt(stored) - now;
  return {
    ...stored,
    source,
    staleReason: staleReason ?? null,
    sharedWith,
    refreshableInSeconds: Math.max(0, Math.ceil(refreshableInMs / 1_000)),
    quota,
  };
}

export function isFresh(stored: StoredSnapshot | null, now: number): stored is StoredSnapshot {
  return stored !== null && Date.parse(stored.freshUntil) > now;
}

/** Whether a reading has what landed at that moment (store ms), or a later copy. */
export function holdsLanding({ snapshot }: CacheReading, landedAt: number): boolean {
  return snapshot !== null && Date.parse(snapshot.fetchedAt) >= landedAt;
}

import type { CacheReading } from "@/lib/cache/cache";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot, StaleReason, StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import type { Services } from "@/lib/desk/base/services";

export type Presentation = {
  source: Snapshot["source"];
  staleReason?: StaleReason;
  sharedWith?: number;
};

/** The fields that an answer adds to a stored snapshot. */
type Presented = Omit<Snapshot, keyof StoredSnapshot>;

/** Turns a stored snapshot into an answer. `now`: store ms. */
export function presentSnapshot<Stored extends StoredSnapshot>(
  desk: Pick<Services, "refreshableAt">,
  stored: Stored,
  now: number,
  quota: Quota,
  { source, staleReason, sharedWith = 0 }: Presentation,
): Stored & Presented {
  const refreshableInMs = desk.refreshableAt(stored, now) - now;
  // Only the store needs it.
  const shown = { ...stored };
  delete shown.heldUntil;
  return {
    ...shown,
    source,
    staleReason: staleReason ?? null,
    sharedWith,
    refreshableInSeconds: Math.max(0, Math.ceil(refreshableInMs / 1_000)),
    quota,
  };
}

/**
 * The source of a copy that is shown without a request. Without its primary, a secondary cannot know
 * whether a copy is the newest.
 */
export function sourceOf(
  { primary }: Pick<Services, "primary">,
  snapshot: StoredSnapshot | null,
  now: number,
): Presentation {
  if (primary?.trouble()) return { source: "stale", staleReason: "primary-down" };
  return { source: isFresh(snapshot, now) ? "cache" : "stale" };
}

export function isFresh<Stored extends StoredSnapshot>(
  stored: Stored | null,
  now: number,
): stored is Stored {
  return stored !== null && Date.parse(stored.freshUntil) > now;
}

/** Whether a reading has the copy that landed at `landedAt` (store ms), or a later one. */
export function holdsLanding({ snapshot }: CacheReading, landedAt: number): boolean {
  return snapshot !== null && Date.parse(snapshot.fetchedAt) >= landedAt;
}

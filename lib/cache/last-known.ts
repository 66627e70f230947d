import type { Clock } from "@/lib/clock";
import { cachePolicy } from "@/lib/policy";
import type { CacheReading } from "./cache";

/**
 * The last snapshots that this instance saw, for the time when the store is down: bounded, the least
 * recently seen goes first. Costs no store operation.
 */
export type LastKnown = {
  /** Keeps what a reading showed; one without a snapshot changes nothing. */
  remember(jobKey: string, reading: CacheReading): void;
  /**
   * The snapshot last seen, with the store's time as it must be by now: the time of the reading plus
   * what has passed since on this instance's monotonic clock. Null when none was seen.
   */
  recall(jobKey: string): CacheReading | null;
};

export function createLastKnown(parts: {
  clock: Pick<Clock, "monotonic">;
  capacity?: number;
}): LastKnown {
  const { clock, capacity = cachePolicy.lastKnownMax } = parts;
  const seen = new Map<string, { reading: CacheReading; seenAt: number }>();

  return {
    remember: (jobKey, reading) => {
      if (!reading.snapshot) return;
      // Readings may come back out of order: the newer snapshot stays.
      const known = seen.get(jobKey);
      const isOlder = known && isBefore(reading, known.reading);
      seen.delete(jobKey);
      seen.set(jobKey, isOlder ? known : { reading, seenAt: clock.monotonic() });
      const [eldest] = seen.keys();
      if (seen.size > capacity && eldest !== undefined) seen.delete(eldest);
    },
    recall: (jobKey) => {
      const known = seen.get(jobKey);
      if (!known) return null;
      const elapsedMs = Math.floor(clock.monotonic() - known.seenAt);
      return { ...known.reading, failure: null, now: known.reading.now + elapsedMs };
    },
  };
}

function isBefore(reading: CacheReading, other: CacheReading): boolean {
  const [a, b] = [reading.snapshot?.fetchedAt, other.snapshot?.fetchedAt];
  return a !== undefined && b !== undefined && a < b;
}

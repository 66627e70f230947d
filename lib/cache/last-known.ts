import type { Clock } from "@/lib/clock";
import type { StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import { cachePolicy } from "@/lib/policy";
import type { CacheReading } from "./cache";

/**
 * The last snapshots that this process saw, for when the store is down. Bounded; the least recently
 * seen are dropped first. Uses no store operation.
 */
export type LastKnown = {
  /** Remembers a reading's snapshot. A reading without one changes nothing. */
  remember(jobKey: string, reading: CacheReading): void;
  /**
   * Returns the last snapshot, with the estimated store time: that of the reading plus the time
   * since by this process's monotonic clock. Null if none was seen.
   */
  recall(jobKey: string): CacheReading | null;
  forget(jobKey: string): void;
};

export function createLastKnown(parts: {
  clock: Pick<Clock, "monotonic">;
  kilobytes?: number;
}): LastKnown {
  const { clock, kilobytes = cachePolicy.lastKnownKilobytes } = parts;
  const seen = new Map<string, { reading: CacheReading; seenAt: number }>();
  let held = 0;

  function forget(jobKey: string): void {
    held -= kilobytesOf(seen.get(jobKey)?.reading);
    seen.delete(jobKey);
  }

  return {
    remember: (jobKey, reading) => {
      if (!reading.snapshot) return;
      // Readings may arrive out of order: the newer snapshot stays.
      const known = seen.get(jobKey);
      const isOlder = known && isBefore(reading, known.reading);
      const kept = isOlder ? known : { reading, seenAt: clock.monotonic() };
      forget(jobKey);
      seen.set(jobKey, kept);
      held += kilobytesOf(kept.reading);
      for (const eldest of seen.keys()) {
        if (held <= kilobytes || eldest === jobKey) break;
        forget(eldest);
      }
    },
    recall: (jobKey) => {
      const known = seen.get(jobKey);
      if (!known) return null;
      const elapsedMs = Math.floor(clock.monotonic() - known.seenAt);
      return { ...known.reading, failure: null, now: known.reading.now + elapsedMs };
    },
    forget,
  };
}

function isBefore(reading: CacheReading, other: CacheReading): boolean {
  const [a, b] = [reading.snapshot?.fetchedAt, other.snapshot?.fetchedAt];
  return a !== undefined && b !== undefined && a < b;
}

/** Approximate memory of a reading, KB: mostly its strikes or days. */
function kilobytesOf(reading: CacheReading | undefined): number {
  const snapshot = reading?.snapshot;
  return snapshot ? 1 + rowsOf(snapshot) / cachePolicy.rowsInKilobyte : 0;
}

function rowsOf({ resource, data }: StoredSnapshot): number {
  switch (resource) {
    case "gex":
      return 0;
    case "curve":
    case "expirations":
      return data.strikes.length;
    case "history":
      return data.points.length;
    case "setups":
      return data.setups.length;
    default:
      return resource satisfies never;
  }
}

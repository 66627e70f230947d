import type { Clock } from "@/lib/clock";
import type { StoredSnapshot } from "@/lib/contract/snapshot";
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
      // Readings may come back out of order: the newer snapshot stays.
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

/** About how much memory a reading takes: its strikes or days are most of it. */
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
    default:
      return resource satisfies never;
  }
}

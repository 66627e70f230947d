import type { Schedule } from "../schedule";

/** Within this time every instance notices and reports a loss, ms. */
const REPORTED_WITHIN_MS = 10 * 60_000;

/**
 * Checks that the window counts as full only after a loss. A false alarm stops every call for a
 * window.
 */
export function createLossWatch(schedule: Schedule) {
  let lostAt = Number.NEGATIVE_INFINITY;
  let last: number | null = null;

  return {
    /** Writes were lost, or a clock was set. */
    lost(): void {
      lostAt = schedule.now();
    },
    /** Checks the time of the last loss that a step reports. Returns each fault as a sentence. */
    saw(lostAtReported: number): string[] {
      const isNew = last !== null && lostAtReported !== last;
      last = lostAtReported;
      const hasReason = schedule.now() - lostAt <= REPORTED_WITHIN_MS;
      if (!isNew || hasReason) return [];
      return [`${Math.round(schedule.now())}: the window counts as full though nothing was lost`];
    },
  };
}

/** Converts a wait from ms to seconds. Null: unknown. */
export function waitSeconds(ms: number): number | null {
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms / 10) / 100) : null;
}

/** Returns the longest wait, or null if any is unknown. */
export function longestWait(seconds: readonly (number | null)[]): number | null {
  return seconds.reduce(
    (longest, one) => (longest === null || one === null ? null : Math.max(longest, one)),
    0 as number | null,
  );
}

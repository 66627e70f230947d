/** Adds seconds to `now` (server time, ms). Null: unknown. */
export function momentAfter(now: number, seconds: number | null): number | null {
  return seconds === null ? null : now + seconds * 1_000;
}

import type { Point } from "@/lib/contract/admin/dashboard";

/** Scales the calls of a step to one window, so that they can be compared with the limit. */
export function callRate(point: Point, stepSeconds: number, windowSeconds: number): number {
  return (point.calls * windowSeconds) / stepSeconds;
}

type Asks = Pick<Point, "hits" | "stale" | "misses" | "shared">;

/**
 * Returns the share of hits in all requests that were not refused, 0 to 1. Null without requests.
 */
export function hitRate({ hits, stale, misses, shared }: Asks): number | null {
  const asks = hits + stale + misses + shared;
  return asks === 0 ? null : hits / asks;
}

/** Formats the length of a step: `1 min`, `15 min`, `1 h`. */
export function stepWords(stepSeconds: number): string {
  if (stepSeconds < 60) return `${stepSeconds}s`;
  const minutes = stepSeconds / 60;
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
}

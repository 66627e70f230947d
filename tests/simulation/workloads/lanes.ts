export const LANES = ["interactive", "standard", "batch"] as const;
export type Lane = (typeof LANES)[number];

export function laneOf(priority: number): Lane {
  if (priority <= 3) return "interactive";
  return priority <= 6 ? "standard" : "batch";
}

/** Creates a record with one value per lane. */
export function perLane<T>(make: (lane: Lane) => T): Record<Lane, T> {
  return { interactive: make("interactive"), standard: make("standard"), batch: make("batch") };
}

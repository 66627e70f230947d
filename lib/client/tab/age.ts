import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { agePolicy } from "@/lib/policy";

export type Loudness = "quiet" | "amber" | "band";

/**
 * How strongly a value is shown: amber when one update was missed, a band when two in a row were.
 * Age alone is quiet, because between updates there is nothing newer.
 */
export function loudnessOf(missed: SnapshotTimes["missedUpdates"], now: number): Loudness {
  const count = missed.filter(({ missedAt }) => Date.parse(missedAt) <= now).length;
  if (count === 0) return "quiet";
  return count === 1 ? "amber" : "band";
}

/** The same for a daily history, which is hours old even when it is the newest there is. */
export function dailyLoudness(asOf: number, now: number, inSession: boolean): Loudness {
  return inSession && now - asOf > agePolicy.dailyAmberAfterMs ? "amber" : "quiet";
}

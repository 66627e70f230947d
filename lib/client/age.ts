import { agePolicy } from "@/lib/policy";

export type Loudness = "quiet" | "amber" | "band";

/**
 * How loud the age of a figure is. Only in session: a closed market makes nothing old. `isDaily`:
 * one that comes once a day is hours old when it is as new as can be.
 */
export function loudnessOf(
  asOf: number,
  now: number,
  inSession: boolean,
  isDaily = false,
): Loudness {
  const age = now - asOf;
  if (isDaily) return inSession && age > agePolicy.dailyAmberAfterMs ? "amber" : "quiet";
  if (!inSession || age <= agePolicy.amberAfterMs) return "quiet";
  return age <= agePolicy.bandAfterMs ? "amber" : "band";
}

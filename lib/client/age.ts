import { agePolicy } from "@/lib/policy";

export type Loudness = "quiet" | "amber" | "band";

/** How loud the age of a figure is. Only in session: a closed market makes nothing old. */
export function loudnessOf(asOf: number, now: number, inSession: boolean): Loudness {
  const age = now - asOf;
  if (!inSession || age <= agePolicy.amberAfterMs) return "quiet";
  return age <= agePolicy.bandAfterMs ? "amber" : "band";
}

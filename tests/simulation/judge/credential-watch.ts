import { gatePolicy } from "@/lib/policy";
import type { SentStep } from "../shared-store";

/** An instance is recorded as seen only after a quarter of the longest window, ms. */
const WRITTEN_LATE_MS = 22_500;

/** Tracks what the gate can know: which credentials are in use, and which were refused. */
export function createCredentialWatch(now: () => number) {
  const seenAt = new Map<string, number>();
  const refused = new Set<string>();
  const isInUse = (at: number) => now() - at < gatePolicy.configurationMemoryMs - WRITTEN_LATE_MS;

  return {
    saw({ credential, kinds }: SentStep): void {
      if (kinds.length > 0) seenAt.set(credential, now());
    },
    refused: (credential: string) => void refused.add(credential),
    /** The store lost this knowledge. */
    lost(): void {
      seenAt.clear();
      refused.clear();
    },
    /** Whether it is the only credential in use and was not refused. Its calls are not limited then. */
    isUnsuspected: (credential: string) =>
      !refused.has(credential) &&
      ![...seenAt].some(([other, at]) => other !== credential && isInUse(at)),
  };
}

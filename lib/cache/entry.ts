import { z } from "zod";
import { PROBLEM_SLUGS } from "@/lib/contract/problem";
import { type StoredSnapshot, storedSnapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { gatePolicy } from "@/lib/policy";
import type { StoredFailure } from "./cache";
import { type CopyCadence, copyCadenceSchema } from "./copy-cadence";

const NO_CADENCE: CopyCadence = { look: 0, unchanged: 0, minutes: [] };

/** The value under a snapshot's key. `fetchedAtMs` repeats the time as a number for the script. */
const entrySchema = z.object({
  fetchedAtMs: z.int(),
  snapshot: storedSnapshotSchema,
  // Older entries lack it.
  cadence: copyCadenceSchema.catch(NO_CADENCE),
});
export type CacheEntry = z.infer<typeof entrySchema>;

const failureSchema = z.object({
  failedAt: z.number(),
  problem: z.enum(PROBLEM_SLUGS),
  detail: z.string(),
});

/** Encodes an entry. */
export function encodeEntry(snapshot: StoredSnapshot, cadence: CopyCadence = NO_CADENCE): string {
  return JSON.stringify({ fetchedAtMs: Date.parse(snapshot.fetchedAt), snapshot, cadence });
}

/**
 * Decodes an entry. A corrupt one counts as missing. So does one from the future (`now`: store ms):
 * the clock went back, and the copy would stay fresh for that long.
 */
export function decodeEntry(text: unknown, now: number): CacheEntry | null {
  const entry = entrySchema.safeParse(parseJson(text));
  if (!entry.success) return null;
  return entry.data.fetchedAtMs <= now + gatePolicy.clockToleranceMs ? entry.data : null;
}

/** Encodes a failure. */
export function encodeFailure(failure: StoredFailure): string {
  return JSON.stringify(failure);
}

/** Decodes a failure. A corrupt one, and one from the future, count as missing. */
export function decodeFailure(text: unknown, now: number): StoredFailure | null {
  const failure = failureSchema.safeParse(parseJson(text));
  if (!failure.success) return null;
  return failure.data.failedAt <= now + gatePolicy.clockToleranceMs ? failure.data : null;
}

/** Parses stored JSON; null: not JSON. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { z } from "zod";
import { PROBLEM_SLUGS } from "@/lib/contract/problem";
import { type StoredSnapshot, storedSnapshotSchema } from "@/lib/contract/snapshot";
import { gatePolicy } from "@/lib/policy";
import type { StoredFailure } from "./cache";

/** What is kept under a snapshot's key: `fetchedAtMs` once more as a number, for the script. */
const entrySchema = z.object({ fetchedAtMs: z.int(), snapshot: storedSnapshotSchema });

const failureSchema = z.object({
  failedAt: z.number(),
  problem: z.enum(PROBLEM_SLUGS),
  detail: z.string(),
});

/** The text of an entry. */
export function encodeEntry(snapshot: StoredSnapshot): string {
  return JSON.stringify({ fetchedAtMs: Date.parse(snapshot.fetchedAt), snapshot });
}

/**
 * The snapshot of a stored entry. A corrupt one counts as missing, and so does one from the future
 * (`now` is the store's, ms): the clock went back, and it would stay fresh for as long as that.
 */
export function decodeEntry(text: unknown, now: number): StoredSnapshot | null {
  const entry = entrySchema.safeParse(parseJson(text));
  if (!entry.success) return null;
  return entry.data.fetchedAtMs <= now + gatePolicy.clockToleranceMs ? entry.data.snapshot : null;
}

/** The text of a failure. */
export function encodeFailure(failure: StoredFailure): string {
  return JSON.stringify(failure);
}

/** A stored failure; a corrupt one counts as missing, as one from the future does. */
export function decodeFailure(text: unknown, now: number): StoredFailure | null {
  const failure = failureSchema.safeParse(parseJson(text));
  if (!failure.success) return null;
  return failure.data.failedAt <= now + gatePolicy.clockToleranceMs ? failure.data : null;
}

/** The value of a stored text; null where it is none. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

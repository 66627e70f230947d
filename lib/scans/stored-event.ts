import { z } from "zod";
import { problemSchema } from "@/lib/contract/problem";
import { storedSnapshotSchema } from "@/lib/contract/snapshot";

/** Row of a scan, from 1. */
const row = z.int().min(1);

/** What happened in a scan, as its list in the store keeps it. Results are in it: what landed stays. */
const storedEventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("queued"), row, waitSeconds: z.number() }),
  z.object({
    event: z.literal("completed"),
    row,
    source: z.enum(["upstream", "cache"]),
    snapshot: storedSnapshotSchema,
  }),
  z.object({ event: z.literal("failed"), row, problem: problemSchema }),
  z.object({ event: z.literal("paused") }),
  z.object({ event: z.literal("resumed"), retried: z.array(row) }),
  z.object({ event: z.literal("end") }),
]);
export type StoredEvent = z.infer<typeof storedEventSchema>;

/** What becomes of a row. */
export type RowEvent = Extract<StoredEvent, { row: number }>;

/** Characters of the tag before each event: of the request that wrote it. */
export const TAG_LENGTH = 8;

/** The event of one line of the list; null when it is of no known form. */
export function decodeEvent(line: string): StoredEvent | null {
  try {
    const parsed = storedEventSchema.safeParse(JSON.parse(line.slice(TAG_LENGTH)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function tagOf(line: string): string {
  return line.slice(0, TAG_LENGTH);
}

import { z } from "zod";
import { problemSchema } from "@/lib/contract/problem";
import { storedSymbolSnapshotSchema } from "@/lib/contract/snapshot/snapshot";

/** Row number, from 1. */
const row = z.int().min(1);

/** An event as stored in a scan's list. Includes the result, so that landed data stays. */
const storedEventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("queued"), row, waitSeconds: z.number().nullable() }),
  z.object({
    event: z.literal("completed"),
    row,
    source: z.enum(["upstream", "cache"]),
    snapshot: storedSymbolSnapshotSchema,
  }),
  z.object({ event: z.literal("failed"), row, problem: problemSchema }),
  z.object({ event: z.literal("paused") }),
  z.object({ event: z.literal("resumed"), retried: z.array(row) }),
  z.object({ event: z.literal("end") }),
]);
export type StoredEvent = z.infer<typeof storedEventSchema>;

/** An event about one row. */
export type RowEvent = Extract<StoredEvent, { row: number }>;

/** Length of the tag before each event, which identifies the request that wrote it. */
export const TAG_LENGTH = 8;

/** Parses one line of the list; null: unknown shape. */
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

import { z } from "zod";
import { symbolSchema } from "@/lib/contract/market/symbol";
import { problemSchema } from "@/lib/contract/problem";
import { symbolSnapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { scanCreatedSchema, scanSchema, scanStateSchema, scanWait } from "./scan";

const seconds = z.number().min(0);
const tally = { done: z.int().min(0), failed: z.int().min(0), total: z.int().min(1) };
const row = { symbol: symbolSchema, position: z.int().min(1), total: z.int().min(1) };

/**
 * The data of each event of a scan's stream, by name. `position` is the row's place in the scan.
 * Every event has an id. A stream that resumes after an id sends each later event once.
 */
export const scanEventSchemas = {
  /** First event of the stream that answers the creation. */
  created: scanCreatedSchema,
  /** A row entered the queue: it is running. */
  queued: z.object({ ...row, estimatedWaitSeconds: seconds.nullable() }),
  completed: z.object({ ...row, snapshot: symbolSnapshotSchema }),
  failed: z.object({ ...row, problem: problemSchema }),
  /** After each batch of other events, and when the wait has changed. */
  progress: z.object({ ...tally, ...scanWait, state: scanStateSchema }),
  paused: z.object(tally),
  /** `retried`: rows that failed and wait again. */
  resumed: z.object({ ...tally, retried: z.array(symbolSchema) }),
  /** Every row has ended, and so has the stream. A request to resume after this gets 204. */
  end: z.object(tally),
  /** Earlier events may be wrong or incomplete. This is the whole scan. */
  reset: scanSchema,
};

export type ScanEventName = keyof typeof scanEventSchemas;
export type ScanEventData<Name extends ScanEventName> = z.infer<(typeof scanEventSchemas)[Name]>;

/** An event as sent. */
export type ScanEvent = {
  [Name in ScanEventName]: { id: string; event: Name; data: ScanEventData<Name> };
}[ScanEventName];

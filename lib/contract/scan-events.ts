import { z } from "zod";
import { problemSchema } from "./problem";
import { scanCreatedSchema, scanSchema, scanStateSchema, scanWait } from "./scan";
import { snapshotSchema } from "./snapshot";
import { symbolSchema } from "./symbol";

const seconds = z.number().min(0);
const tally = { done: z.int().min(0), failed: z.int().min(0), total: z.int().min(1) };
const row = { symbol: symbolSchema, position: z.int().min(1), total: z.int().min(1) };

/**
 * The data of each event of a scan's stream, by its name. `position` is the row's place in the scan.
 * Every event has an id; a stream that goes on after one tells what came since, once.
 */
export const scanEventSchemas = {
  /** First on the stream that answers the creation itself. */
  created: scanCreatedSchema,
  /** A row entered the line: it is running. */
  queued: z.object({ ...row, estimatedWaitSeconds: seconds }),
  completed: z.object({ ...row, snapshot: snapshotSchema }),
  failed: z.object({ ...row, problem: problemSchema }),
  /** After each batch of others, and when the wait has changed. */
  progress: z.object({ ...tally, ...scanWait, state: scanStateSchema }),
  paused: z.object(tally),
  /** `retried`: rows that failed and wait again. */
  resumed: z.object({ ...tally, retried: z.array(symbolSchema) }),
  /** Every row has its end, and so has the stream; it is 204 when asked to go on after this. */
  end: z.object(tally),
  /** What was told before may be wrong or incomplete: this is the whole. */
  reset: scanSchema,
};

export type ScanEventName = keyof typeof scanEventSchemas;
export type ScanEventData<Name extends ScanEventName> = z.infer<(typeof scanEventSchemas)[Name]>;

/** An event as it is told. */
export type ScanEvent = {
  [Name in ScanEventName]: { id: string; event: Name; data: ScanEventData<Name> };
}[ScanEventName];

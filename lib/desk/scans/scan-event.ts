import type { ScanEvent } from "@/lib/contract/scan/scan-events";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import type { Services } from "@/lib/desk/base/services";
import type { ScanLog } from "@/lib/scans/scan-log";
import { landed, storeNow } from "./scan-view";

/**
 * Returns the event at an index of the log, as streams send it. Null: an event that readers no
 * longer need.
 */
export function eventAt(desk: Services, log: ScanLog, at: number): ScanEvent | null {
  const [event, tally] = [log.events[at], log.tallies[at]];
  if (!event || !tally) return null;
  const id = desk.scans.eventId(log, at + 1);
  const total = log.rows.length;
  const place = (row: number) => ({
    symbol: symbolAt(log, row),
    position: row,
    total,
  });
  switch (event.event) {
    case "queued": {
      const data = { ...place(event.row), estimatedWaitSeconds: event.waitSeconds };
      return { id, event: "queued", data };
    }
    case "completed": {
      const quota = quotaOf(desk, desk.pump.lastSnapshot());
      const snapshot = landed(desk, event, storeNow(desk), quota);
      return { id, event: "completed", data: { ...place(event.row), snapshot } };
    }
    case "failed":
      return { id, event: "failed", data: { ...place(event.row), problem: event.problem } };
    case "paused":
      return { id, event: "paused", data: tally };
    case "resumed": {
      const retried = event.retried.map((row) => symbolAt(log, row));
      return { id, event: "resumed", data: { ...tally, retried } };
    }
    case "end":
      // An end that a retry followed would make the reader disconnect.
      return at + 1 < log.lines.length ? null : { id, event: "end", data: tally };
    default:
      return event satisfies never;
  }
}

const symbolAt = ({ request }: ScanLog, row: number) => request.wanted[row - 1]?.symbol ?? "";

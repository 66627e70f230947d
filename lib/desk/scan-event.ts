import type { ScanEvent } from "@/lib/contract/scan-events";
import type { Story } from "@/lib/scans/story";
import type { DeskParts } from "./parts";
import { quotaOf } from "./read-quota";
import { landed, storeNow } from "./scan-view";

/** The event at a place of the story, as it is told; null: one that is of no use any more. */
export function eventAt(desk: DeskParts, story: Story, at: number): ScanEvent | null {
  const [event, tally] = [story.events[at], story.tallies[at]];
  if (!event || !tally) return null;
  const id = desk.scans.eventId(story, at + 1);
  const total = story.rows.length;
  const place = (row: number) => ({
    ...{ symbol: symbolAt(story, row), position: row, total },
  });
  switch (event.event) {
    case "queued": {
      const data = { ...place(event.row), estimatedWaitSeconds: event.waitSeconds };
      return { id, event: "queued", data };
    }
    case "completed": {
      const quota = quotaOf(desk, desk.pump.lastLook(Number.POSITIVE_INFINITY));
      const snapshot = landed(desk, event, storeNow(desk), quota);
      return { id, event: "completed", data: { ...place(event.row), snapshot } };
    }
    case "failed":
      return { id, event: "failed", data: { ...place(event.row), problem: event.problem } };
    case "paused":
      return { id, event: "paused", data: tally };
    case "resumed": {
      const retried = event.retried.map((row) => symbolAt(story, row));
      return { id, event: "resumed", data: { ...tally, retried } };
    }
    case "end":
      // One that was followed by a retry would send its reader away.
      return at + 1 < story.lines.length ? null : { id, event: "end", data: tally };
    default:
      return event satisfies never;
  }
}

const symbolAt = ({ order }: Story, row: number) => order.wanted[row - 1]?.symbol ?? "";

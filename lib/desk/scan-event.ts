import type { ScanEvent } from "@/lib/contract/scan-events";
import type { Story } from "@/lib/scans/story";
import type { DeskParts } from "./parts";
import { quotaOf } from "./read-quota";
import { landed, storeNow } from "./scan-view";

/** The event at a place of the story, as it is told; null: one that is of no use any more. */
export function eventAt(desk: DeskParts, story: Story, at: number): ScanEvent | null {
  const event = story.events[at];
  if (!event) return null;
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
      return { id, event: "paused", data: tallyAt(story, at) };
    case "resumed": {
      const retried = event.retried.map((row) => symbolAt(story, row));
      return { id, event: "resumed", data: { ...tallyAt(story, at), retried } };
    }
    case "end":
      // One that was followed by a retry would send its reader away.
      return at + 1 < story.lines.length ? null : { id, event: "end", data: tallyAt(story, at) };
    default:
      return event satisfies never;
  }
}

const symbolAt = ({ order }: Story, row: number) => order.wanted[row - 1]?.symbol ?? "";

/** How many rows had which end after the event at a place. */
function tallyAt(story: Story, at: number) {
  const ends = new Map<number, "completed" | "failed">();
  for (const event of story.events.slice(0, at + 1)) {
    if (event?.event === "completed" || event?.event === "failed") ends.set(event.row, event.event);
    if (event?.event === "resumed") for (const row of event.retried) ends.delete(row);
  }
  const count = (wanted: string) => [...ends.values()].filter((end) => end === wanted).length;
  return { done: count("completed"), failed: count("failed"), total: story.rows.length };
}

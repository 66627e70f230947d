import type { CacheReading } from "@/lib/cache/cache";
import { holdsLanding, type Presentation } from "@/lib/desk/answer/present-snapshot";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { failure } from "@/lib/desk/answer/refusal";
import { replyWith, staleOr } from "@/lib/desk/answer/reply-with";
import type { SnapshotJob, SnapshotReply } from "@/lib/desk/answer/snapshot-job";
import { answerLine } from "@/lib/desk/queue/answer-line";
import { snapshotQueue } from "@/lib/desk/queue/enter-for-snapshot";
import type { EnteredQueue } from "@/lib/desk/queue/enter-queue";
import { ticketOf } from "@/lib/desk/queue/ticket-view";

/** Turns the gate's reply into a snapshot, a ticket or a refusal. */
export function answerEntered(
  request: SnapshotJob,
  reading: CacheReading,
  line: EnteredQueue,
): Promise<SnapshotReply> {
  const { desk, job } = request;
  return answerLine<SnapshotReply>(snapshotQueue(request), line, {
    landed: (since, waited) =>
      readLanded(request, since, waited ? { source: "upstream", ...waited } : { source: "cache" }),
    without: (reason, refusal) => {
      // If only writing the answer to the store failed, this process still has it when it made the call.
      const known = reason === "store-down" ? desk.lastKnown.recall(job.key) : null;
      return staleOr(request, known ?? reading, reason, refusal);
    },
    waiting: (place) => {
      const quota = quotaOf(desk, desk.pump.lastSnapshot());
      return { kind: "queued", ticket: ticketOf(request, reading, place), quota };
    },
  });
}

/**
 * Reads the copy that landed at `since` or later (store ms). If the store has lost it, returns this
 * process's last copy as stale.
 */
async function readLanded(
  request: SnapshotJob,
  since: number,
  presentation: Presentation,
): Promise<SnapshotReply> {
  const { desk, job, budget } = request;
  const reading = await budget.spendInTurn(desk.cache.read(job.key));
  desk.lastKnown.remember(job.key, reading);
  // The store's clock went back meanwhile. Any copy with the new time landed after `since`.
  const isFromBefore = since > reading.now;
  if (holdsLanding(reading, isFromBefore ? 0 : since)) {
    return replyWith(request, reading, presentation);
  }
  return staleOr(
    request,
    desk.lastKnown.recall(job.key),
    "store-down",
    failure("store-unavailable", 1_000),
  );
}

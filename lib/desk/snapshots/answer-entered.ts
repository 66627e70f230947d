import type { CacheReading } from "@/lib/cache/cache";
import { failureRefusal } from "@/lib/desk/answer/failure-refusal";
import { holdsLanding, type Presentation } from "@/lib/desk/answer/present-snapshot";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { closedFor, failure, type Refusal } from "@/lib/desk/answer/refusal";
import { replyWith, staleOr } from "@/lib/desk/answer/reply-with";
import type { SnapshotJob, SnapshotReply } from "@/lib/desk/answer/snapshot-job";
import { type EnteredLine, type EnteredQueue, giveBack } from "@/lib/desk/queue/enter-queue";
import { ticketOf } from "@/lib/desk/queue/ticket-view";
import { waitInQueue } from "@/lib/desk/queue/wait-in-queue";
import type { EnteredPlace } from "@/lib/gate/step";

/** Turns the gate's reply into an answer. Waits for a queued or running job. */
export async function answerEntered(
  request: SnapshotJob,
  reading: CacheReading,
  line: EnteredQueue,
): Promise<SnapshotReply> {
  if (line.kind === "refused") return line;
  const { entered, gateSnapshot } = line;
  switch (entered.kind) {
    case "queued":
    case "running":
      return answerPlace(request, reading, line, entered);
    case "landed":
      return readLanded(request, entered.at, { source: "cache" });
    case "open":
      return staleOr(request, reading, "breaker-open", closedFor(entered, gateSnapshot.now));
    case "negative":
      return afterFailure(
        request,
        reading,
        failure(entered.problem, entered.untilAt - gateSnapshot.now),
      );
    case "refused":
      return failure("queue-full", Math.max(1_000, gateSnapshot.nextSlotAt - gateSnapshot.now));
    case "absent":
    case "expired":
      return failure("internal");
    default:
      return entered satisfies never;
  }
}

async function answerPlace(
  request: SnapshotJob,
  reading: CacheReading,
  line: EnteredLine,
  place: EnteredPlace,
): Promise<SnapshotReply> {
  const { desk, waitMs, job } = request;
  const { ask, gateSnapshot } = line;
  const quote = gateSnapshot.quotes.get(place.job);
  const waited = await waitInQueue(desk, { ask, place, quote, waitMs, signal: request.signal() });
  switch (waited.end) {
    case "landed":
      return readLanded(request, place.since, {
        source: "upstream",
        sharedWith: waited.sharedWith,
      });
    case "failed":
      return afterFailure(request, reading, failureRefusal(desk, job, waited.problem));
    case "store-down": {
      const known = desk.lastKnown.recall(job.key);
      return staleOr(request, known, "store-down", failure("store-unavailable", 1_000));
    }
    case "breaker-open":
      if (place.new && waited.isLast) await cancelPlace(request, line, place);
      return staleOr(request, reading, "breaker-open", closedFor(waited.breaker, waited.now));
    case "waiting": {
      const quota = quotaOf(desk, desk.pump.lastSnapshot());
      return { kind: "in-line", ticket: ticketOf(request, reading, place), quota };
    }
    default:
      return waited satisfies never;
  }
}

/**
 * Cancels the ticket that this request created and returns its refresh interval. An older ticket
 * stays: its owner may read it from elsewhere, and it expires with its lease.
 */
async function cancelPlace(
  request: SnapshotJob,
  { takenAt }: EnteredLine,
  { ticket }: EnteredPlace,
) {
  const { desk, job, budget } = request;
  await budget.spendInTurn(desk.pump.cancel({ key: job.key, ticket }));
  if (takenAt !== undefined) await giveBack(request, takenAt);
}

/**
 * If only writing the answer to the store failed, this process still has it when it made the call.
 */
function afterFailure(
  request: SnapshotJob,
  reading: CacheReading,
  refusal: Refusal,
): Promise<SnapshotReply> {
  if (refusal.slug !== "store-unavailable") {
    return staleOr(request, reading, "upstream-error", refusal);
  }
  const known = request.desk.lastKnown.recall(request.job.key);
  return staleOr(request, known ?? reading, "store-down", refusal);
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

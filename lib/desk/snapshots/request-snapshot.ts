/**
 * One request from route to answer, in this order: cache, queue (join only), refresh interval,
 * queue, call, cache. The first row of the decision table that matches is the answer.
 */
import type { CacheReading } from "@/lib/cache/cache";
import { DEFAULT_PRIORITY } from "@/lib/contract/market/resource";
import type { Wanted } from "@/lib/contract/market/wanted";
import { countRequest } from "@/lib/desk/answer/count-request";
import { isFresh, sourceOf } from "@/lib/desk/answer/present-snapshot";
import { failure } from "@/lib/desk/answer/refusal";
import { replyWith, staleOr } from "@/lib/desk/answer/reply-with";
import type { SnapshotJob, SnapshotReply, SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { type CountAsk, countAskOnce, kindOf } from "@/lib/desk/queue/count-ask";
import { enterForSnapshot } from "@/lib/desk/queue/enter-for-snapshot";
import { StoreFault } from "@/lib/store-fault";
import { answerEntered } from "./answer-entered";

export function requestSnapshot(desk: Services, asked: SnapshotRequest): Promise<SnapshotReply> {
  const priority = asked.priority ?? DEFAULT_PRIORITY[asked.resource];
  return withSnapshot(desk, { ...asked, priority }, async (request, reading, note) => {
    if (isAnswer(request, reading)) {
      note("hits");
      return replyWith(request, reading, { source: "cache" });
    }
    const entered = await enterForSnapshot(request, reading);
    note(kindOf(entered, reading));
    return answerEntered(request, reading, entered);
  });
}

/** True when the copy is fresh, and no refresh is wanted that could bring newer data. */
function isAnswer({ force, desk }: SnapshotJob, { snapshot, now }: CacheReading): boolean {
  if (!isFresh(snapshot, now)) return false;
  return !force || desk.refreshableAt(snapshot, now) > now;
}

type CachedRequest = Wanted & Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted">;

/** Returns the last snapshot, however old, or `not-cached`. Never makes a call. */
export function readCached(desk: Services, asked: CachedRequest): Promise<SnapshotReply> {
  return withSnapshot(desk, asked, async (request, reading, note) => {
    const presentation = sourceOf(desk, reading.snapshot, reading.now);
    if (reading.snapshot) note(presentation.source === "cache" ? "hits" : "stale");
    return replyWith(request, reading, presentation);
  });
}

/**
 * The frame of each request for one resource: counts it against floods, reads the cache, and calls
 * `answer`. When the store fails at any point, the answer is the last snapshot this process knows,
 * or `store-unavailable`.
 */
async function withSnapshot<Asked extends CachedRequest>(
  desk: Services,
  asked: Asked,
  answer: (
    request: Asked & Pick<SnapshotJob, "desk" | "job" | "budget">,
    reading: CacheReading,
    note: CountAsk,
  ) => Promise<SnapshotReply>,
): Promise<SnapshotReply> {
  const job = desk.upstream.jobFor(asked);
  if (!job) return failure("not-offered");
  const budget = createStoreBudget(desk.clock);
  const note = countAskOnce({ ...asked, desk });
  try {
    const flood = await countRequest(desk, asked, budget);
    if (flood) {
      note("denied");
      return flood;
    }
    const reading = await budget.spendInTurn(desk.cache.read(job.key));
    desk.lastKnown.remember(job.key, reading);
    return await answer({ ...asked, desk, job, budget }, reading, note);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const known = desk.lastKnown.recall(job.key);
    note(known?.snapshot ? "stale" : "denied");
    return staleOr({ desk, budget }, known, "store-down", failure("store-unavailable", 1_000));
  }
}

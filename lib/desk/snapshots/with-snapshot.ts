import type { CacheReading } from "@/lib/cache/cache";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Job } from "@/lib/contract/queue/job";
import { countRequest } from "@/lib/desk/answer/count-request";
import { failure } from "@/lib/desk/answer/refusal";
import { staleOr } from "@/lib/desk/answer/reply-with";
import type { SnapshotReply, SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget, type StoreBudget } from "@/lib/desk/base/store-budget";
import { type CountAsk, countAskOnce } from "@/lib/desk/queue/count-ask";
import { StoreFault } from "@/lib/store-fault";

/** What is known of a resource when its request was counted. */
export type KnownSnapshot = {
  job: Job;
  budget: StoreBudget;
  note: CountAsk;
  reading: CacheReading;
};

/**
 * The frame of each request for one resource: counts it against floods, reads the cache, and calls
 * `answer`. When the store fails at any point, the answer is the last snapshot this process knows,
 * or `store-unavailable`.
 */
export async function withSnapshot(
  desk: Services,
  asked: Wanted & Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted">,
  answer: (known: KnownSnapshot) => Promise<SnapshotReply>,
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
    return await answer({ job, budget, note, reading });
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const known = desk.lastKnown.recall(job.key);
    note(known?.snapshot ? "stale" : "denied");
    return staleOr({ desk, budget }, known, "store-down", failure("store-unavailable", 1_000));
  }
}

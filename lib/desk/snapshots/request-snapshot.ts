/**
 * One request from route to answer, in this order: cache, queue (join only), refresh interval,
 * queue, call, cache. The first row of the decision table that matches is the answer.
 */
import type { CacheReading } from "@/lib/cache/cache";
import { DEFAULT_PRIORITY } from "@/lib/contract/market/resource";
import { isFresh } from "@/lib/desk/answer/present-snapshot";
import { replyWith } from "@/lib/desk/answer/reply-with";
import type { SnapshotJob, SnapshotReply, SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { kindOf } from "@/lib/desk/queue/count-ask";
import { enterQueue } from "@/lib/desk/queue/enter-queue";
import { answerEntered } from "./answer-entered";
import { withSnapshot } from "./with-snapshot";

export function requestSnapshot(desk: Services, asked: SnapshotRequest): Promise<SnapshotReply> {
  return withSnapshot(desk, asked, async ({ job, budget, note, reading }) => {
    const priority = asked.priority ?? DEFAULT_PRIORITY[asked.resource];
    const request: SnapshotJob = { ...asked, desk, job, budget, priority };
    if (isAnswer(request, reading)) {
      note("hits");
      return replyWith(request, reading, { source: "cache" });
    }
    const entered = await enterQueue(request, reading);
    note(kindOf(entered, reading));
    return answerEntered(request, reading, entered);
  });
}

/** True when the copy is fresh, and no refresh is wanted that could bring newer data. */
function isAnswer({ force, desk }: SnapshotJob, { snapshot, now }: CacheReading): boolean {
  if (!isFresh(snapshot, now)) return false;
  return !force || desk.refreshableAt(snapshot, now) > now;
}

import type { CacheReading } from "@/lib/cache/cache";
import { holdsLanding } from "@/lib/desk/answer/present-snapshot";
import type { SnapshotJob } from "@/lib/desk/answer/snapshot-job";
import { type EnteredQueue, enterQueue } from "./enter-queue";

/** Enters the queue for a snapshot. `reading`: the cached copy that the request came with. */
export function enterForSnapshot(
  request: SnapshotJob,
  { snapshot }: CacheReading,
): Promise<EnteredQueue> {
  const copy = snapshot && { fetchedAt: Date.parse(snapshot.fetchedAt) };
  return enterQueue(snapshotQueue(request), copy);
}

/** A request for a snapshot as the queue sees it. */
export function snapshotQueue(request: SnapshotJob) {
  const { desk, job, budget } = request;
  const holds = async (landedAt: number) =>
    holdsLanding(await budget.spendInTurn(desk.cache.read(job.key)), landedAt);
  return { ...request, holds };
}

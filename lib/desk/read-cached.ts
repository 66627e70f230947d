import type { Wanted } from "@/lib/contract/wanted";
import { countRequest } from "./count-request";
import { onceNoted } from "./note-ask";
import type { DeskParts } from "./parts";
import { isFresh } from "./present-snapshot";
import { failure } from "./refusal";
import { replyWith, staleOr } from "./reply-with";
import type { SnapshotReply, SnapshotRequest } from "./request";
import { createStoreBudget, isStoreFault } from "./store-budget";

/** The last snapshot, however old, or `not-cached`. Never spends. */
export async function readCached(
  desk: DeskParts,
  asked: Wanted & Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted">,
): Promise<SnapshotReply> {
  const job = desk.upstream.jobFor(asked);
  if (!job) return failure("not-offered");
  const budget = createStoreBudget(desk.clock);
  const note = onceNoted({ ...asked, desk });
  try {
    const flood = await countRequest(desk, asked, budget);
    if (flood) {
      note("denied");
      return flood;
    }
    const reading = await budget.spend(desk.cache.read(job.key));
    desk.lastKnown.remember(job.key, reading);
    const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
    if (reading.snapshot) note(source === "cache" ? "hits" : "stale");
    return await replyWith({ desk, budget }, reading, { source });
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    const known = desk.lastKnown.recall(job.key);
    note(known?.snapshot ? "stale" : "denied");
    return staleOr({ desk, budget }, known, "store-down", failure("store-unavailable", 1_000));
  }
}

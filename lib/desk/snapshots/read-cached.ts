import type { Wanted } from "@/lib/contract/market/wanted";
import { isFresh } from "@/lib/desk/answer/present-snapshot";
import { replyWith } from "@/lib/desk/answer/reply-with";
import type { SnapshotReply, SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { withSnapshot } from "./with-snapshot";

/** Returns the last snapshot, however old, or `not-cached`. Never makes a call. */
export function readCached(
  desk: Services,
  asked: Wanted & Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted">,
): Promise<SnapshotReply> {
  return withSnapshot(desk, asked, ({ budget, note, reading }) => {
    const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
    if (reading.snapshot) note(source === "cache" ? "hits" : "stale");
    return replyWith({ desk, budget }, reading, { source });
  });
}

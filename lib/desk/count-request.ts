import type { DeskParts } from "./parts";
import { type Refusal, tooManyRequests } from "./refusal";
import type { SnapshotRequest } from "./request";
import type { StoreBudget } from "./store-budget";

/** Counts a request against floods, once; a refusal when there are too many. */
export async function countRequest(
  desk: DeskParts,
  asked: Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted">,
  budget: StoreBudget,
): Promise<Refusal | null> {
  if (asked.isCounted) return null;
  const flood = await budget.spendInTurn(
    desk.callers.countRequest(asked.caller, asked.isNewCookie),
  );
  return flood.allowed ? null : tooManyRequests(flood.retryAfterSeconds);
}

import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";
import { type Refusal, tooManyRequests } from "./refusal";
import type { SnapshotRequest } from "./snapshot-job";

/** Counts a request against the flood limits, once. Returns a refusal when there are too many. */
export async function countRequest(
  desk: Pick<Services, "callers">,
  asked: Pick<SnapshotRequest, "caller" | "isNewCookie" | "isCounted">,
  budget: StoreBudget,
): Promise<Refusal | null> {
  if (asked.isCounted) return null;
  const flood = await budget.spendInTurn(
    desk.callers.countRequest(asked.caller, asked.isNewCookie),
  );
  return flood.allowed ? null : tooManyRequests(flood.retryAfterSeconds);
}

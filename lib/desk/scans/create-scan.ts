import { countRequest } from "@/lib/desk/answer/count-request";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { countAskFor } from "@/lib/desk/queue/count-ask";
import { hasBudget } from "@/lib/desk/queue/take-permits";
import { scanPolicy } from "@/lib/policy";
import type { NoRoom } from "@/lib/scans/scans";
import { planScan, type ScanAsked, type ScanPlan } from "./estimate-scan";
import type { OwnedScan } from "./find-scan";
import type { ScanRuns } from "./scan-runs";

export type CreateScan = ScanAsked & {
  /** 7 to 10: a scan is routine work. */
  priority: number;
};

type Created = Omit<ScanPlan, "kind"> & { kind: "created"; owned: OwnedScan };

/**
 * Stores a new scan and starts it. Fresh copies answer their rows at once; other rows enter the
 * queue.
 */
export async function createScan(
  desk: Services,
  runs: ScanRuns,
  asked: CreateScan,
): Promise<Created | Refusal> {
  if (hasBudget(asked.caller)) return noScans();
  const budget = createStoreBudget(desk.clock);
  const flood = await countRequest(desk, asked, budget);
  if (flood) {
    countAskFor(desk, asked, "denied");
    return flood;
  }
  const plan = await planScan(desk, asked, budget);
  if (plan.kind === "refused") return plan;
  const { caller, priority, wanted } = asked;
  const owned = { id: desk.scans.makeId(caller.id), callerId: caller.id };
  const { id, house, share, offered } = caller;
  const request = { caller: id, house, share, offered, priority, wanted: [...wanted] };
  const log = await budget.spend(desk.scans.create(owned.id, request));
  if (log === "full" || log === "crowded") return noRoom(log);
  // Rows that enter the queue are counted when they enter.
  for (const _ of plan.ended) countAskFor(desk, asked, "hits");
  runs.start(log, plan.ended).watchFor(scanPolicy.lookedAtMs);
  return { ...plan, kind: "created", owned };
}

/** A scan makes its calls long after it began, so an hour's budget could not limit them. */
function noScans(): Refusal {
  const detail =
    "This access key has an hourly budget, so it starts no scans. Request one symbol at a time.";
  return { kind: "refused", slug: "forbidden", detail };
}

function noRoom(why: NoRoom): Refusal {
  if (why === "full") {
    const detail = "You have too many running scans. Delete one first.";
    return { kind: "refused", slug: "conflict", detail };
  }
  const detail = "This server has no room for another scan. Try again later.";
  const retryAfterSeconds = scanPolicy.crowdedRetryMs / 1_000;
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

import { scanPolicy } from "@/lib/policy";
import type { NoRoom } from "@/lib/scans/scans";
import { countRequest } from "./count-request";
import { planScan, type ScanAsked, type ScanPlan } from "./estimate-scan";
import type { HeldScan } from "./find-scan";
import { noteAskFor } from "./note-ask";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";
import type { ScanRuns } from "./scan-runs";
import { createStoreBudget } from "./store-budget";

export type CreateScan = ScanAsked & {
  /** 7 to 10: a scan is routine. */
  priority: number;
};

type Created = Omit<ScanPlan, "kind"> & { kind: "created"; held: HeldScan };

/** Keeps a new scan and sets it going: fresh copies answer at once, the others are fed to the line. */
export async function createScan(
  desk: DeskParts,
  runs: ScanRuns,
  asked: CreateScan,
): Promise<Created | Refusal> {
  const budget = createStoreBudget(desk.clock);
  const flood = await countRequest(desk, asked, budget);
  if (flood) {
    noteAskFor(desk, asked, "denied");
    return flood;
  }
  const plan = await planScan(desk, asked, budget);
  if (plan.kind === "refused") return plan;
  const { caller, priority, wanted } = asked;
  const held = { id: desk.scans.makeId(caller.id), callerId: caller.id };
  const { id, offered } = caller;
  const order = { caller: id, offered, priority, wanted: [...wanted] };
  const story = await budget.spend(desk.scans.create(held.id, order));
  if (story === "full" || story === "crowded") return noRoom(story);
  // The rows that enter the line are counted as they do.
  for (const _ of plan.ended) noteAskFor(desk, asked, "hits");
  runs.start(story, plan.ended).look(scanPolicy.lookedAtMs);
  return { ...plan, kind: "created", held };
}

function noRoom(why: NoRoom): Refusal {
  if (why === "full") {
    const detail = "Your scans that have not ended leave no room for another. Delete one first.";
    return { kind: "refused", slug: "conflict", detail };
  }
  const detail = "The scans that are kept here leave no room for another. Try again later.";
  const retryAfterSeconds = scanPolicy.crowdedRetryMs / 1_000;
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

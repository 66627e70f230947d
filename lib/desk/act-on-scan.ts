import type { ScanSummary } from "@/lib/contract/scan";
import { scanPolicy } from "@/lib/policy";
import type { ScanAct } from "@/lib/scans/scans";
import { type HeldScan, scanGone } from "./find-scan";
import { leaveLine } from "./leave-scan";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";
import type { ScanRuns } from "./scan-runs";
import { storeNow, summaryOf, tallyOf } from "./scan-view";
import { createStoreBudget } from "./store-budget";

export type ActedOn = { kind: "acted"; scan: ScanSummary } | { kind: "deleted" } | Refusal;

/**
 * A person's act on a scan. Paused or deleted, its tickets leave the line at once, whoever entered
 * them; a call under way finishes.
 */
export async function actOnScan(
  desk: DeskParts,
  runs: ScanRuns,
  held: HeldScan,
  act: ScanAct,
): Promise<ActedOn> {
  const budget = createStoreBudget(desk.clock);
  const run = await budget.spend(runs.open(held));
  if (!run) return scanGone();
  const { story } = run;
  const moves = act === "resume" || act === "retry";
  const synced = await budget.spend(run.act(act, moves ? scanPolicy.lookedAtMs : 0));
  if (act === "pause" || act === "delete") await budget.spend(leaveLine(desk, story));
  if (synced.kind === "deleted") return act === "delete" ? { kind: "deleted" } : scanGone();
  if (synced.isRefused) return hasEnded();
  const told = { ...story, ...tallyOf(story) };
  return { kind: "acted", scan: summaryOf(desk, told, storeNow(desk), run.quotes) };
}

function hasEnded(): Refusal {
  return { kind: "refused", slug: "conflict", detail: "This scan has ended already." };
}

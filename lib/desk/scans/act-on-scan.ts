import type { ScanSummary } from "@/lib/contract/scan/scan";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget, type StoreBudget } from "@/lib/desk/base/store-budget";
import type { Quote } from "@/lib/gate/quote/quote";
import { scanPolicy } from "@/lib/policy";
import type { ScanRequest } from "@/lib/scans/scan-log";
import type { ActRefused, ListedScan, ScanAct } from "@/lib/scans/scans";
import { cancelScanTickets } from "./cancel-scan-tickets";
import { type OwnedScan, scanGone } from "./find-scan";
import type { ScanRun } from "./scan-run";
import type { ScanRuns } from "./scan-runs";
import { storeNow, summaryOf } from "./scan-view";

export type ActedOn = { kind: "acted"; scan: ScanSummary } | { kind: "deleted" } | Refusal;

/** The result of an act and the scan's owner. Null: the scan no longer exists. */
type Acted =
  | { kind: "deleted"; request: ScanRequest }
  | {
      kind: "acted";
      request: ScanRequest;
      scan: Omit<ListedScan, "now">;
      quotes: readonly Quote[];
      refused: ActRefused | null;
    }
  | null;

/**
 * Pauses, resumes, retries or deletes a scan. Pausing and deleting cancel its tickets at once,
 * whichever process entered them. A call in flight finishes.
 */
export async function actOnScan(
  desk: Pick<Services, "clock" | "pump" | "scans" | "upstream">,
  runs: ScanRuns,
  owned: OwnedScan,
  act: ScanAct,
): Promise<ActedOn> {
  const budget = createStoreBudget(desk.clock);
  const here = runs.here(owned.id);
  const acted = await (here ? actHere(here, act, budget) : actInStore(desk, owned, act, budget));
  if (!acted) return scanGone();
  if (acted.kind === "acted" && acted.refused) return whyNot(acted.refused);
  const { request } = acted;
  if (act === "pause" || act === "delete") await budget.spend(cancelScanTickets(desk, request));
  if (acted.kind === "deleted") return { kind: "deleted" };
  if (!here && isMoving(act)) moveOn(runs, owned, budget);
  return { kind: "acted", scan: summaryOf(desk, acted.scan, storeNow(desk), acted.quotes) };
}

const isMoving = (act: ScanAct) => act === "resume" || act === "retry";

async function actHere(run: ScanRun, act: ScanAct, budget: StoreBudget): Promise<Acted> {
  const { log } = run;
  const { request } = log;
  const synced = await budget.spend(run.act(act, isMoving(act) ? scanPolicy.lookedAtMs : 0));
  if (synced.kind === "deleted") return act === "delete" ? { kind: "deleted", request } : null;
  const { refused } = synced;
  const scan = { ...log, ...log.tally };
  return { kind: "acted", request, scan, quotes: run.quotes, refused };
}

/**
 * Acts without reading the rows: two hundred curves would take longer than a person should wait.
 */
async function actInStore(
  { scans }: Pick<Services, "scans">,
  { id }: OwnedScan,
  act: ScanAct,
  budget: StoreBudget,
): Promise<Acted> {
  const request = await budget.spend(scans.readRequest(id));
  const acted = request && (await budget.spend(scans.act(id, request, act)));
  if (!acted) return null;
  return acted.kind === "deleted" ? { ...acted, request } : { ...acted, request, quotes: [] };
}

/** Starts running the scan here as soon as its rows are read. */
function moveOn(runs: ScanRuns, owned: OwnedScan, budget: StoreBudget): void {
  runs.open(owned, budget).then(
    (run) => run?.watchFor(scanPolicy.lookedAtMs),
    // If that fails, the next reader starts it.
    () => undefined,
  );
}

function whyNot(refused: ActRefused): Refusal {
  const detail = {
    ended: "This scan has already ended.",
    full: "This scan was paused or retried too often. Let it finish, or start it again.",
  }[refused];
  return { kind: "refused", slug: "conflict", detail };
}

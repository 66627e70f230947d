import type { ScanSummary } from "@/lib/contract/scan";
import type { Quote } from "@/lib/gate/quote";
import { scanPolicy } from "@/lib/policy";
import type { ActRefused, ListedScan, ScanAct } from "@/lib/scans/scans";
import type { ScanOrder } from "@/lib/scans/story";
import { type HeldScan, scanGone } from "./find-scan";
import { leaveLine } from "./leave-scan";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";
import type { ScanRun } from "./scan-run";
import type { ScanRuns } from "./scan-runs";
import { storeNow, summaryOf } from "./scan-view";
import { createStoreBudget, type StoreBudget } from "./store-budget";

export type ActedOn = { kind: "acted"; scan: ScanSummary } | { kind: "deleted" } | Refusal;

/** What an act came to, and whose tickets it was about; null: there is no such scan any more. */
type Acted =
  | { kind: "deleted"; order: ScanOrder }
  | {
      kind: "acted";
      order: ScanOrder;
      scan: Omit<ListedScan, "now">;
      quotes: readonly Quote[];
      refused: ActRefused | null;
    }
  | null;

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
  const here = runs.here(held.id);
  const acted = await (here ? actHere(here, act, budget) : actInStore(desk, held, act, budget));
  if (!acted) return scanGone();
  if (acted.kind === "acted" && acted.refused) return whyNot(acted.refused);
  const { order } = acted;
  if (act === "pause" || act === "delete") await budget.spend(leaveLine(desk, order));
  if (acted.kind === "deleted") return { kind: "deleted" };
  if (!here && isMoving(act)) moveOn(runs, held, budget);
  return { kind: "acted", scan: summaryOf(desk, acted.scan, storeNow(desk), acted.quotes) };
}

const isMoving = (act: ScanAct) => act === "resume" || act === "retry";

async function actHere(run: ScanRun, act: ScanAct, budget: StoreBudget): Promise<Acted> {
  const { story } = run;
  const { order } = story;
  const synced = await budget.spend(run.act(act, isMoving(act) ? scanPolicy.lookedAtMs : 0));
  if (synced.kind === "deleted") return act === "delete" ? { kind: "deleted", order } : null;
  const { refused } = synced;
  const scan = { ...story, ...story.tally };
  return { kind: "acted", order, scan, quotes: run.quotes, refused };
}

/** None of its rows is read for it: two hundred curves would take longer than people should wait. */
async function actInStore(
  { scans }: DeskParts,
  { id }: HeldScan,
  act: ScanAct,
  budget: StoreBudget,
): Promise<Acted> {
  const order = await budget.spend(scans.readOrder(id));
  const acted = order && (await budget.spend(scans.act(id, order, act)));
  if (!acted) return null;
  return acted.kind === "deleted" ? { ...acted, order } : { ...acted, order, quotes: [] };
}

/** It moves from here on, once its rows are here. */
function moveOn(runs: ScanRuns, held: HeldScan, budget: StoreBudget): void {
  runs.open(held, budget).then(
    (run) => run?.look(scanPolicy.lookedAtMs),
    // Whoever looks at it next moves it on.
    () => undefined,
  );
}

function whyNot(refused: ActRefused): Refusal {
  const detail = {
    ended: "This scan has ended already.",
    full: "This scan was paused or retried too often. Let it run to its end, or start it anew.",
  }[refused];
  return { kind: "refused", slug: "conflict", detail };
}

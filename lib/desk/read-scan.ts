import type { Caller } from "@/lib/callers/callers";
import type { Scan, ScanSummary } from "@/lib/contract/scan";
import { scanPolicy } from "@/lib/policy";
import { type HeldScan, scanGone } from "./find-scan";
import type { DeskParts } from "./parts";
import { readQuota } from "./read-quota";
import type { Refusal } from "./refusal";
import type { ScanRuns } from "./scan-runs";
import { scanOf, summaryOf } from "./scan-view";
import { createStoreBudget } from "./store-budget";

/** A scan with all its rows. `isLook`: somebody looks, so it moves from here on. */
export async function readScan(
  desk: DeskParts,
  runs: ScanRuns,
  held: HeldScan,
  isLook: boolean,
): Promise<{ kind: "scan"; scan: Scan } | Refusal> {
  const budget = createStoreBudget(desk.clock);
  const run = await runs.open(held, budget);
  if (!run) return scanGone();
  const { story } = run;
  if (isLook && story.state !== "ended") {
    run.look(scanPolicy.lookedAtMs);
    await budget.spend(run.heard());
  }
  await budget.spend(readQuota(desk));
  const lastEventId = desk.scans.eventId(story, story.lines.length);
  return { kind: "scan", scan: scanOf(desk, story, run.quotes, lastEventId) };
}

/** A caller's scans without their rows. Not a look at them: none moves for it. */
export async function listScans(desk: DeskParts, caller: Caller): Promise<ScanSummary[]> {
  const budget = createStoreBudget(desk.clock);
  const own = await budget.spend(desk.scans.list(caller.id));
  const first = await budget.spend(madeBefore(desk, caller));
  const listed = [...own, ...first].toSorted((one, other) => other.createdAt - one.createdAt);
  if (listed.length > 0) await budget.spend(readQuota(desk));
  return listed.map((scan) => summaryOf(desk, scan, scan.now, []));
}

/** What the request made whose answer set this caller's cookie: kept for all without one at its address. */
async function madeBefore({ scans }: DeskParts, { id, withoutCookie }: Caller) {
  const others = withoutCookie === undefined ? [] : await scans.list(withoutCookie);
  return others.filter(({ order }) => order.offered === id);
}

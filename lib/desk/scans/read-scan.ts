import type { Caller } from "@/lib/callers/callers";
import type { Scan, ScanSummary } from "@/lib/contract/scan/scan";
import { readQuota } from "@/lib/desk/answer/read-quota";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { scanPolicy } from "@/lib/policy";
import { type OwnedScan, scanGone } from "./find-scan";
import type { ScanRuns } from "./scan-runs";
import { scanOf, summaryOf } from "./scan-view";

/** Reads a scan with all rows. `isLook`: a person looks at it, which keeps it running. */
export async function readScan(
  desk: Services,
  runs: ScanRuns,
  owned: OwnedScan,
  isLook: boolean,
): Promise<{ kind: "scan"; scan: Scan } | Refusal> {
  const budget = createStoreBudget(desk.clock);
  const run = await runs.open(owned, budget);
  if (!run) return scanGone();
  const { log } = run;
  if (isLook && log.state !== "ended") {
    run.watchFor(scanPolicy.lookedAtMs);
    await budget.spend(run.caughtUp());
  }
  await budget.spend(readQuota(desk));
  const lastEventId = desk.scans.eventId(log, log.lines.length);
  return { kind: "scan", scan: scanOf(desk, log, run.quotes, lastEventId) };
}

/** Lists a caller's scans without rows. Does not keep any of them running. */
export async function listScans(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "pump" | "scans" | "upstream">,
  caller: Caller,
): Promise<ScanSummary[]> {
  const budget = createStoreBudget(desk.clock);
  const own = await budget.spend(desk.scans.list(caller.id));
  const first = await budget.spend(madeBefore(desk, caller));
  const listed = [...own, ...first].toSorted((one, other) => other.createdAt - one.createdAt);
  if (listed.length > 0) await budget.spend(readQuota(desk));
  return listed.map((scan) => summaryOf(desk, scan, scan.now, []));
}

/**
 * Finds the scan created by the request whose answer set this caller's cookie. That scan belongs to
 * the address.
 */
async function madeBefore({ scans }: Pick<Services, "scans">, { id, withoutCookie }: Caller) {
  const others = withoutCookie === undefined ? [] : await scans.list(withoutCookie);
  return others.filter(({ request }) => request.offered === id);
}

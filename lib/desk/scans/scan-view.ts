import { storeTime } from "@/lib/clock";
import type { SymbolWanted } from "@/lib/contract/market/wanted";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Scan, ScanRow, ScanState, ScanSummary } from "@/lib/contract/scan/scan";
import type { StoredSymbolSnapshot, SymbolSnapshot } from "@/lib/contract/snapshot/snapshot";
import { isFresh, presentSnapshot } from "@/lib/desk/answer/present-snapshot";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import type { Services } from "@/lib/desk/base/services";
import type { Quote } from "@/lib/gate/quote/quote";
import { scanPolicy } from "@/lib/policy";
import type { ScanLog } from "@/lib/scans/scan-log";
import type { ListedScan } from "@/lib/scans/scans";
import { type ScanWait, scanWait } from "./scan-wait";

/** What any view of a scan is built from. `now`: store ms. */
type ScanFacts = Omit<ListedScan, "now">;

/** Estimated store time, ms. */
export function storeNow(desk: Pick<Services, "clock" | "pump">): number {
  return storeTime(desk.pump.lastSnapshot(), desk.clock);
}

/** Running only if it was looked at recently; otherwise idle. */
export function stateOf(
  { state, lookedAt }: Pick<ScanFacts, "state" | "lookedAt">,
  now: number,
): ScanState {
  if (state !== "running") return state;
  return now - lookedAt < scanPolicy.lookedAtMs + scanPolicy.lookWrittenMs ? "running" : "resting";
}

export function waitOf(
  desk: Pick<Services, "pump" | "upstream">,
  scan: ScanFacts,
  quotes: readonly Quote[],
): ScanWait {
  const gateSnapshot = desk.pump.lastSnapshot();
  const [wanted] = scan.request.wanted;
  const job = wanted ? desk.upstream.jobFor(wanted) : null;
  if (!gateSnapshot || !job) return { estimatedWaitSeconds: 0, place: null };
  return scanWait(gateSnapshot, scan.total - scan.done - scan.failed, quotes, job.charges);
}

const eventsPath = (id: string) => `/api/scanner/scans/${id}/events`;

/** Builds a scan's summary without rows. */
export function summaryOf(
  desk: Pick<Services, "pump" | "upstream">,
  scan: ScanFacts,
  now: number,
  quotes: readonly Quote[],
): ScanSummary {
  const { id, request, createdAt, lookedAt, done, failed, total } = scan;
  const [first] = request.wanted;
  return {
    scan: id,
    state: stateOf(scan, now),
    ...choiceOf(first),
    priority: request.priority,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(lookedAt + scanPolicy.keptMs).toISOString(),
    total,
    done,
    failed,
    ...waitOf(desk, scan, quotes),
    events: eventsPath(id),
  };
}

function choiceOf(
  wanted: SymbolWanted | undefined,
): Pick<ScanSummary, "resource" | "expiry" | "window"> {
  if (!wanted) return { resource: "gex" };
  const { resource } = wanted;
  if (resource === "curve") return { resource, expiry: wanted.expiry };
  return resource === "history" ? { resource, window: wanted.span } : { resource };
}

/** Builds a whole scan. While the scan is idle, its queued rows count as waiting. */
export function scanOf(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "pump" | "refreshableAt" | "upstream">,
  log: ScanLog,
  quotes: readonly Quote[],
  lastEventId: string,
): Scan {
  const now = storeNow(desk);
  const quota = quotaOf(desk, desk.pump.lastSnapshot());
  const summary = summaryOf(desk, { ...log, ...log.tally }, now, quotes);
  const rows = log.rows.map((standing, index): ScanRow => {
    const row = { symbol: log.request.wanted[index]?.symbol ?? "", position: index + 1 };
    switch (standing.state) {
      case "completed": {
        const { quota: once, ...snapshot } = landed(desk, standing, now, quota);
        return { ...row, state: "completed", snapshot };
      }
      case "failed":
        return { ...row, state: "failed", problem: standing.problem };
      case "running":
        return { ...row, state: summary.state === "running" ? "running" : "waiting" };
      case "waiting":
        return { ...row, state: "waiting" };
      default:
        return standing satisfies never;
    }
  });
  return { ...summary, rows, lastEventId, quota };
}

/** Presents a row's snapshot with its current age. */
export function landed(
  desk: Pick<Services, "refreshableAt">,
  { snapshot, source }: { snapshot: StoredSymbolSnapshot; source: "upstream" | "cache" },
  now: number,
  quota: Quota,
): SymbolSnapshot {
  const presentation = { source: isFresh(snapshot, now) ? source : ("stale" as const) };
  return presentSnapshot(desk, snapshot, now, quota, presentation);
}

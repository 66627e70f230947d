import type { Quota } from "@/lib/contract/quota";
import type { Scan, ScanRow, ScanState, ScanSummary } from "@/lib/contract/scan";
import type { Snapshot, StoredSnapshot } from "@/lib/contract/snapshot";
import type { Wanted } from "@/lib/contract/wanted";
import type { Quote } from "@/lib/gate/quote";
import { scanPolicy } from "@/lib/policy";
import type { ListedScan } from "@/lib/scans/scans";
import type { Story } from "@/lib/scans/story";
import type { DeskParts } from "./parts";
import { isFresh, presentSnapshot } from "./present-snapshot";
import { quotaOf } from "./read-quota";
import { type ScanWait, scanWait } from "./scan-wait";

/** What any view of a scan is made from. `now`: store ms. */
type Told = Omit<ListedScan, "now">;

/** The store's time as it must be by now. */
export function storeNow(desk: DeskParts): number {
  const look = desk.pump.lastLook(Number.POSITIVE_INFINITY);
  return look ? look.now + (desk.clock.monotonic() - look.readAt) : desk.clock.now();
}

/** Somebody looked lately, or it rests. */
export function stateOf(
  { state, lookedAt }: Pick<Told, "state" | "lookedAt">,
  now: number,
): ScanState {
  if (state !== "running") return state;
  return now - lookedAt < scanPolicy.lookedAtMs + scanPolicy.lookWrittenMs ? "running" : "resting";
}

export function waitOf(desk: DeskParts, told: Told, quotes: readonly Quote[]): ScanWait {
  const look = desk.pump.lastLook(Number.POSITIVE_INFINITY);
  const [wanted] = told.order.wanted;
  const job = wanted ? desk.upstream.jobFor(wanted) : null;
  if (!look || !job) return { estimatedWaitSeconds: 0, place: null };
  return scanWait(look, told.total - told.done - told.failed, quotes, job.window);
}

const eventsPath = (id: string) => `/api/scanner/scans/${id}/events`;

/** A scan without its rows. */
export function summaryOf(
  desk: DeskParts,
  told: Told,
  now: number,
  quotes: readonly Quote[],
): ScanSummary {
  const { id, order, createdAt, lookedAt, done, failed, total } = told;
  const [first] = order.wanted;
  return {
    scan: id,
    state: stateOf(told, now),
    ...choiceOf(first),
    priority: order.priority,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(lookedAt + scanPolicy.keptMs).toISOString(),
    ...{ total, done, failed },
    ...waitOf(desk, told, quotes),
    events: eventsPath(id),
  };
}

function choiceOf(wanted: Wanted | undefined): Pick<ScanSummary, "resource" | "expiry" | "window"> {
  if (!wanted) return { resource: "gex" };
  const { resource } = wanted;
  if (resource === "curve") return { resource, expiry: wanted.expiry };
  return resource === "history" ? { resource, window: wanted.span } : { resource };
}

/** The whole of a scan. A row that is in line waits, while the scan does not move. */
export function scanOf(
  desk: DeskParts,
  story: Story,
  quotes: readonly Quote[],
  lastEventId: string,
): Scan {
  const now = storeNow(desk);
  const quota = quotaOf(desk, desk.pump.lastLook(Number.POSITIVE_INFINITY));
  const summary = summaryOf(desk, { ...story, ...story.tally }, now, quotes);
  const rows = story.rows.map((standing, index): ScanRow => {
    const row = { symbol: story.order.wanted[index]?.symbol ?? "", position: index + 1 };
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

/** A row's answer as it is now: what landed stays, and its age grows. */
export function landed(
  desk: DeskParts,
  { snapshot, source }: { snapshot: StoredSnapshot; source: "upstream" | "cache" },
  now: number,
  quota: Quota,
): Snapshot {
  const presentation = { source: isFresh(snapshot, now) ? source : ("stale" as const) };
  return presentSnapshot(desk, snapshot, now, quota, presentation);
}

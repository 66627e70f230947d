import type { BreakerEvent, Call, CallerRow, Dashboard } from "@/lib/contract/admin/dashboard";
import type { WindowName } from "@/lib/contract/quota/quota";
import { whyClosed } from "@/lib/desk/answer/why-closed";
import type { DetailedGateSnapshot } from "@/lib/gate/gate-snapshot";
import type { OpenReason } from "@/lib/gate/reply/window-state";
import type { Past } from "@/lib/metrics/past";
import type { AdminParts } from "./admin-parts";

type DashboardPast = Pick<
  Dashboard,
  | "tablesFrom"
  | "stepSeconds"
  | "series"
  | "totals"
  | "cacheHitRate"
  | "callers"
  | "endpoints"
  | "breakerEvents"
  | "calls"
  | "outsideEvents"
>;

const NOTHING = { calls: 0, hits: 0, stale: 0, misses: 0, shared: 0, denied: 0 };
const iso = (ms: number) => new Date(ms).toISOString();
const inSeconds = (ms: number) => Math.round(ms) / 1_000;
const orNull = (ms: number | null) => (ms === null ? null : inSeconds(ms));

/** Builds the dashboard's history: callers by their labels, times in seconds. */
export function buildPast(
  parts: AdminParts,
  past: Past,
  gateSnapshot: DetailedGateSnapshot,
): DashboardPast {
  const { from, stepMs, totals } = past;
  const answered = totals.hits + totals.stale + totals.misses + totals.shared;
  return {
    tablesFrom: iso(past.tablesFrom),
    stepSeconds: inSeconds(stepMs),
    series: past.series.map(({ at, ...measured }) => ({ at: iso(at), ...pointOf(measured) })),
    totals: totalsOf(totals),
    cacheHitRate: answered === 0 ? null : totals.hits / answered,
    callers: callersOf(parts, past, gateSnapshot),
    endpoints: Object.entries(past.endpoints)
      .map(([endpoint, counts]) => ({ endpoint, ...counts }))
      .sort((one, other) => other.calls - one.calls || other.hits - one.hits),
    breakerEvents: breakerEventsOf(past).filter(({ at }) => Date.parse(at) >= from),
    calls: callsOf(parts, past),
    outsideEvents: past.recent.outside
      .filter(({ at }) => at >= from)
      .map(({ at, window }) => ({ at: iso(at), window })),
  };
}

type Measured = Past["totals"];

function pointOf({
  waitP50Ms,
  waitP95Ms,
  latencyP50Ms,
  latencyP95Ms,
  outcomes: _,
  unreadable: __,
  ...counts
}: Measured) {
  return {
    ...counts,
    waitP50Seconds: orNull(waitP50Ms),
    waitP95Seconds: orNull(waitP95Ms),
    latencyP50Seconds: orNull(latencyP50Ms),
    latencyP95Seconds: orNull(latencyP95Ms),
  };
}

function totalsOf(totals: Measured): Dashboard["totals"] {
  const { calls, hits, stale, misses, shared, denied, failed, outcomes } = totals;
  const waits = {
    waitP50Seconds: orNull(totals.waitP50Ms),
    waitP95Seconds: orNull(totals.waitP95Ms),
  };
  return { calls, hits, stale, misses, shared, denied, failed, outcomes, ...waits };
}

/** Most calls first; the sum of the others last. */
function callersOf(
  { nameCaller }: AdminParts,
  past: Past,
  gateSnapshot: DetailedGateSnapshot,
): CallerRow[] {
  const { callers, others } = past.callers;
  const waiting = new Map<string, number>();
  for (const { tickets } of gateSnapshot.detail.line) {
    for (const { caller } of tickets) waiting.set(caller, (waiting.get(caller) ?? 0) + 1);
  }
  const rows: CallerRow[] = Object.entries(callers).map(
    ([id, { seenAt, weight: _, ...counts }]) => ({
      ...nameCaller(id),
      ...counts,
      waiting: waiting.get(id) ?? 0,
      lastSeenAt: iso(seenAt),
    }),
  );
  // A caller that has waited since before the range gets a row with zero counts.
  for (const [id, count] of waiting) {
    if (Object.hasOwn(callers, id)) continue;
    rows.push({ ...nameCaller(id), ...NOTHING, waiting: count, lastSeenAt: null });
  }
  const asks = ({ hits, stale, misses, shared, denied }: typeof others) =>
    hits + stale + misses + shared + denied;
  rows.sort((one, other) => other.calls - one.calls || asks(other) - asks(one));
  if (others.calls + asks(others) === 0) return rows;
  const rest = { caller: "others", label: "Others", waiting: 0, lastSeenAt: null };
  return [...rows, { ...others, ...rest }];
}

/** Lists each state change with the state before it. The oldest change may lack its state before. */
function breakerEventsOf({ recent }: Past): BreakerEvent[] {
  const before = new Map<WindowName, { to: BreakerEvent["to"]; reason: string | null }>();
  return recent.breakers.flatMap(({ at, window, to, ...change }) => {
    const { to: from, reason: why } = before.get(window) ?? { to: "closed", reason: null };
    const reason = to === "closed" ? null : sentenceOf(change.reason);
    before.set(window, { to, reason });
    return from === to && why === reason ? [] : [{ at: iso(at), window, from, to, reason }];
  });
}

/** Every reason there is: the type makes this list complete. */
const OPEN_REASONS: Record<OpenReason, true> = {
  limited: true,
  failing: true,
  "not-allowed": true,
  credentials: true,
  held: true,
  "used-up": true,
};

function isOpenReason(reason: string): reason is OpenReason {
  return Object.hasOwn(OPEN_REASONS, reason);
}

/** `reason` as it was recorded, maybe by another version. */
function sentenceOf(reason: string): string {
  return whyClosed(isOpenReason(reason) ? reason : "failing").sentence;
}

/** Lists the calls, newest first. */
function callsOf({ nameCaller }: AdminParts, { recent }: Past): Call[] {
  return recent.calls.toReversed().map(({ at, caller, waitMs, latencyMs, ...call }) => ({
    ...call,
    ...nameCaller(caller),
    at: iso(at),
    waitSeconds: inSeconds(waitMs),
    latencySeconds: inSeconds(latencyMs),
  }));
}

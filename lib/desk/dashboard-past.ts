import type { BreakerEvent, Call, CallerRow, Dashboard } from "@/lib/contract/dashboard";
import type { WindowName } from "@/lib/contract/quota";
import type { DetailedLook } from "@/lib/gate/look";
import type { Past } from "@/lib/metrics/past";
import type { AdminParts } from "./admin-parts";
import { whyClosed } from "./why-closed";

type Told = Pick<
  Dashboard,
  | "tablesFrom"
  | "stepSeconds"
  | "series"
  | "totals"
  | "cacheHitRate"
  | "callers"
  | "endpoints"
  | "breakerEvents"
  | "deployments"
  | "calls"
  | "outsideEvents"
>;

const NOTHING = { calls: 0, hits: 0, stale: 0, misses: 0, shared: 0, denied: 0 };
const iso = (ms: number) => new Date(ms).toISOString();
const inSeconds = (ms: number) => Math.round(ms) / 1_000;
const orNull = (ms: number | null) => (ms === null ? null : inSeconds(ms));

/** What happened, as the dashboard tells it: callers by their labels, times in seconds. */
export function tellPast(parts: AdminParts, past: Past, look: DetailedLook): Told {
  const { from, stepMs, totals } = past;
  const answered = totals.hits + totals.stale + totals.misses + totals.shared;
  return {
    tablesFrom: iso(past.tablesFrom),
    stepSeconds: inSeconds(stepMs),
    series: past.series.map(({ at, ...measured }) => ({ at: iso(at), ...pointOf(measured) })),
    totals: totalsOf(totals),
    cacheHitRate: answered === 0 ? null : totals.hits / answered,
    callers: callersOf(parts, past, look),
    endpoints: Object.entries(past.endpoints)
      .map(([endpoint, counts]) => ({ endpoint, ...counts }))
      .sort((one, other) => other.calls - one.calls || other.hits - one.hits),
    breakerEvents: breakerEventsOf(past).filter(({ at }) => Date.parse(at) >= from),
    deployments: deploymentsOf(parts, past, look.now),
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
  ...counts
}: Measured) {
  return {
    ...counts,
    ...{ waitP50Seconds: orNull(waitP50Ms), waitP95Seconds: orNull(waitP95Ms) },
    ...{ latencyP50Seconds: orNull(latencyP50Ms), latencyP95Seconds: orNull(latencyP95Ms) },
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

/** Most calls first; the others last. */
function callersOf({ nameCaller }: AdminParts, past: Past, look: DetailedLook): CallerRow[] {
  const { callers, others } = past.callers;
  const waiting = new Map<string, number>();
  for (const { tickets } of look.detail.line) {
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
  // Whoever waits since before the range has its row, with nothing counted in it.
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

/** Each change with the state before it, as far as it is remembered. */
function breakerEventsOf({ recent }: Past): BreakerEvent[] {
  const before = new Map<WindowName, { to: BreakerEvent["to"]; reason: string | null }>();
  return recent.breakers.flatMap(({ at, window, to, ...told }) => {
    const { to: from, reason: why } = before.get(window) ?? { to: "closed", reason: null };
    const reason = to === "closed" ? null : sentenceOf(told.reason);
    before.set(window, { to, reason });
    return from === to && why === reason ? [] : [{ at: iso(at), window, from, to, reason }];
  });
}

function sentenceOf(reason: string): string {
  switch (reason) {
    case "limited":
    case "failing":
    case "held":
    case "not-allowed":
    case "credentials":
      return whyClosed(reason).sentence;
    default:
      return whyClosed("").sentence;
  }
}

/** Calls are counted by name: they stand with the version and region that was heard of last. */
function deploymentsOf(parts: AdminParts, past: Past, now: number): Dashboard["deployments"] {
  const counted = { ...past.deployments };
  return Object.values(past.recent.deployments)
    .sort((one, other) => other.at - one.at)
    .map(({ name, role, version, region, at, instances }) => {
      const heard = Object.values(instances);
      const calls = counted[name] ?? 0;
      counted[name] = 0;
      return {
        ...{ name, role, version, region, lastHeartbeatAt: iso(at) },
        status: parts.deploymentStatus(at, now),
        instances: heard.filter((one) => parts.deploymentStatus(one, now) !== "gone").length,
        calls,
      };
    });
}

/** Newest first. */
function callsOf({ nameCaller }: AdminParts, { recent }: Past): Call[] {
  return recent.calls.toReversed().map(({ at, caller, waitMs, latencyMs, ...call }) => ({
    ...call,
    ...nameCaller(caller),
    at: iso(at),
    waitSeconds: inSeconds(waitMs),
    latencySeconds: inSeconds(latencyMs),
  }));
}

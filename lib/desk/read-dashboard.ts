import type { AdminSession } from "@/lib/callers/admin";
import type { Dashboard, Range } from "@/lib/contract/dashboard";
import type { DetailedLook } from "@/lib/gate/look";
import { lineOf, slotsOf } from "./admin-line";
import type { AdminParts } from "./admin-parts";
import { quotaOf } from "./read-quota";
import { createStoreBudget } from "./store-budget";

/** Everything the control room shows. Free: one look at the gate and one read of what happened. */
export async function readDashboard(
  parts: AdminParts,
  _session: AdminSession,
  range: Range,
): Promise<Dashboard> {
  const { desk } = parts;
  const look = await createStoreBudget(desk.clock).spend(desk.pump.lookInDetail());
  const quota = quotaOf(desk, look);
  const nothing = { calls: 0, hits: 0, stale: 0, misses: 0, shared: 0, denied: 0 };
  return {
    range,
    now: new Date(look.now).toISOString(),
    stepSeconds: 60,
    limit: quota.limit,
    configuredLimit: desk.facts.limit,
    isReadOnly: parts.isReadOnly,
    quota,
    waiting: waitingOf(look),
    totals: { ...nothing, failed: 0, waitP50Seconds: null, waitP95Seconds: null },
    cacheHitRate: null,
    series: [],
    slots: slotsOf(parts, look),
    callers: [],
    endpoints: [],
    breakerEvents: [],
    deployments: [],
    calls: [],
    line: lineOf(parts, look),
    outsideUsage: quota.outsideUsage,
    outsideEvents: [],
  };
}

function waitingOf({ summary }: DetailedLook): Dashboard["waiting"] {
  const inLane = (lane: number) => summary.line.filter((row) => row.lane === lane).length;
  return { interactive: inLane(1), standard: inLane(2), batch: inLane(3) };
}

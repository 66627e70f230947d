import type { AdminSession } from "@/lib/callers/admin";
import type { Dashboard, Range } from "@/lib/contract/dashboard";
import type { DetailedLook } from "@/lib/gate/look";
import { lineOf, slotsOf } from "./admin-line";
import type { AdminParts } from "./admin-parts";
import { tellPast } from "./dashboard-past";
import { quotaOf } from "./read-quota";
import { createStoreBudget } from "./store-budget";

/** Everything the control room shows. Free: one look at the gate and one read of what happened. */
export async function readDashboard(
  parts: AdminParts,
  _session: AdminSession,
  range: Range,
): Promise<Dashboard> {
  const { desk } = parts;
  const budget = createStoreBudget(desk.clock);
  const look = await budget.spend(desk.pump.lookInDetail());
  // What this process has counted itself is to be seen at once.
  await budget.spend(desk.recorder.flushAll());
  const past = await budget.spend(parts.past.read(range, look.now));
  const quota = quotaOf(desk, look);
  return {
    range,
    now: new Date(look.now).toISOString(),
    limit: quota.limit,
    configuredLimit: desk.facts.limit,
    isReadOnly: parts.isReadOnly,
    quota,
    waiting: waitingOf(look),
    ...tellPast(parts, past, look),
    slots: slotsOf(parts, look),
    line: lineOf(parts, look),
    outsideUsage: quota.outsideUsage,
  };
}

function waitingOf({ summary }: DetailedLook): Dashboard["waiting"] {
  const inLane = (lane: number) => summary.line.filter((row) => row.lane === lane).length;
  return { interactive: inLane(1), standard: inLane(2), batch: inLane(3) };
}

import type { AdminSession } from "@/lib/callers/admin";
import type { Dashboard, Range } from "@/lib/contract/admin/dashboard";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import type { DetailedGateSnapshot } from "@/lib/gate/gate-snapshot";
import { lineOf, slotsOf } from "./admin-line";
import type { AdminParts } from "./admin-parts";
import { deploymentsOf } from "./dashboard-deployments";
import { buildPast } from "./dashboard-past";
import { keyUseOf } from "./key-use";

/** Reads everything that Admin shows. Free: one gate snapshot and one read of the history. */
export async function readDashboard(
  parts: AdminParts,
  _session: AdminSession,
  range: Range,
): Promise<Dashboard> {
  const { desk } = parts;
  const budget = createStoreBudget(desk.clock);
  const gateSnapshot = await budget.spend(desk.pump.detailedSnapshot());
  // Include the counts that this process has not written yet.
  await budget.spend(desk.recorder.flushAll());
  // Without the names, keys show as numbers.
  await budget.spend(parts.accessKeys.loadNames()).catch(() => undefined);
  const past = await budget.spend(parts.past.read(range, gateSnapshot.now));
  const heartbeats = await budget.spend(parts.readHeartbeats());
  const quota = quotaOf(desk, gateSnapshot);
  return {
    range,
    now: new Date(gateSnapshot.now).toISOString(),
    limit: quota.limit,
    configuredLimit: desk.facts.limit,
    isReadOnly: parts.isReadOnly,
    quota,
    waiting: waitingOf(gateSnapshot),
    ...buildPast(parts, past, gateSnapshot),
    deployments: deploymentsOf(parts, { past, heartbeats, now: gateSnapshot.now }),
    slots: slotsOf(parts, gateSnapshot),
    line: lineOf(parts, gateSnapshot),
    keyUse: keyUseOf(parts, gateSnapshot),
    refusedKeys: refusedKeysOf(gateSnapshot),
    outsideUsage: quota.outsideUsage,
  };
}

function waitingOf({ summary }: DetailedGateSnapshot): Dashboard["waiting"] {
  const inLane = (lane: number) => summary.line.filter((row) => row.lane === lane).length;
  return { interactive: inLane(1), standard: inLane(2), batch: inLane(3) };
}

function refusedKeysOf({ summary }: DetailedGateSnapshot): Dashboard["refusedKeys"] {
  return summary.refusals.map(({ deployment, scope, since, untilAt }) => ({
    deployment,
    scope: scope === summary.main ? null : scope,
    since: new Date(since).toISOString(),
    until: new Date(untilAt).toISOString(),
  }));
}

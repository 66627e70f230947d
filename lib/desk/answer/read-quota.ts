import { storeTime } from "@/lib/clock";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import { httpPolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import { primaryQuota } from "./primary-quota";
import { knownWindows, unknownWindows } from "./quota-windows";

/**
 * Reads the current quota. Free. A gate snapshot up to `maxAgeMs` old is reused by all requests.
 */
export async function readQuota(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "primary" | "pump" | "upstream">,
  maxAgeMs: number = httpPolicy.statusCopyMs,
): Promise<Quota> {
  if (desk.primary) {
    await desk.primary.look();
    return quotaOf(desk, null);
  }
  const gateSnapshot = desk.pump.lastSnapshot(maxAgeMs) ?? (await desk.pump.snapshot());
  return quotaOf(desk, gateSnapshot);
}

/**
 * Reads the quota, or an unknown quota if the store fails: an answer must not fail for lack of it.
 * Pass `maxAgeMs` 0 after a landing: an older snapshot still has the call in flight, or its breaker
 * open.
 */
export async function readQuotaOrNone(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "primary" | "pump" | "upstream">,
  budget: StoreBudget,
  maxAgeMs?: number,
): Promise<Quota> {
  try {
    return await budget.spendInTurn(readQuota(desk, maxAgeMs));
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return quotaOf(desk, null);
  }
}

/**
 * Builds the quota from a gate snapshot. Null (the store is down): everything is unknown. On a
 * secondary it is the primary's.
 */
export function quotaOf(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "primary" | "upstream">,
  gateSnapshot: GateSnapshot | null,
): Quota {
  const { facts, upstream, clock, calendar } = desk;
  const now = storeTime(gateSnapshot, clock);
  const market = calendar.marketAt(now);
  const shared = {
    market: {
      state: market.state,
      nextChangeAt:
        market.nextChangeAt === null ? null : new Date(market.nextChangeAt).toISOString(),
    },
    store: facts.store,
    upstream: upstream.name,
    deployment: facts.deployment,
  };
  const windows = gateSnapshot ? knownWindows(gateSnapshot, now, facts) : unknownWindows(facts);
  const quota = { ...windows, ...shared };
  return desk.primary ? primaryQuota(desk.primary, quota) : quota;
}

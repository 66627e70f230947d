import type { Quota } from "@/lib/contract/quota";
import type { Look } from "@/lib/gate/look";
import { httpPolicy } from "@/lib/policy";
import type { DeskParts } from "./parts";
import { knownWindows, unknownWindows } from "./quota-windows";
import { isStoreFault, type StoreBudget } from "./store-budget";

/** The quota as it stands. Free; a look that is at most `maxAgeMs` old serves all who ask. */
export async function readQuota(
  desk: DeskParts,
  maxAgeMs: number = httpPolicy.statusCopyMs,
): Promise<Quota> {
  const look = desk.pump.lastLook(maxAgeMs) ?? (await desk.pump.look());
  return quotaOf(desk, look);
}

/**
 * The quota as it stands, or as it is when nothing can be known: an answer must not fail for it.
 * After a landing `maxAgeMs` is 0: an older look still has the call under way, or its breaker open.
 */
export async function readQuotaOrNone(
  desk: DeskParts,
  budget: StoreBudget,
  maxAgeMs?: number,
): Promise<Quota> {
  try {
    return await budget.spendInTurn(readQuota(desk, maxAgeMs));
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return quotaOf(desk, null);
  }
}

/** The quota of a look; without one (the store is down) nothing is known and nothing can be asked. */
export function quotaOf(desk: DeskParts, look: Look | null): Quota {
  const { facts, upstream, clock, calendar } = desk;
  const now = look ? look.now + (clock.monotonic() - look.readAt) : clock.now();
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
  const windows = look ? knownWindows(look, now, facts.windows) : unknownWindows(facts);
  return { ...windows, ...shared };
}

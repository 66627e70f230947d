import type { Quota } from "@/lib/contract/quota";
import type { Look } from "@/lib/gate/look";
import { gatePolicy, httpPolicy } from "@/lib/policy";
import type { DeskParts } from "./parts";
import { isStoreFault, type StoreBudget } from "./store-budget";

type Breaker = Look["summary"]["breaker"];

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
    return await budget.spend(readQuota(desk, maxAgeMs));
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
    outsideUsage: false,
    deployment: facts.deployment,
  };
  return look ? { ...windowOf(look, now), ...shared } : { ...unknownWindow(facts), ...shared };
}

function windowOf({ summary, nextSlotAt }: Look, now: number) {
  const { limit, breaker, fullUntil } = summary;
  const isFull = fullUntil > now;
  const frees = summary.slots.map(([freesAt]) => freesAt).sort((one, other) => one - other);
  const counted = frees.filter((freesAt) => freesAt > now);
  const used = isFull ? limit : Math.min(limit, counted.length);
  const breakerStatus = {
    state: breaker.state,
    reason: breaker.state === "closed" ? null : reasonOf(breaker),
    retryInSeconds: breaker.state === "open" ? inSeconds(breaker.untilAt - now) : 0,
  };
  const windowSeconds = summary.window / 1_000;
  return {
    limit,
    windowSeconds,
    used,
    remaining: limit - used,
    low: limit - used < limit / 4,
    nextSlotInSeconds: inSeconds(nextSlotAt - now),
    slotsFreeInSeconds: (isFull ? Array<number>(limit).fill(fullUntil) : counted)
      .slice(0, limit)
      .map((freesAt) => inSeconds(freesAt - now)),
    ...healthOf(breaker, isFull),
    breaker: breakerStatus,
    windows: [{ name: "account" as const, limit, windowSeconds, used, breaker: breakerStatus }],
  };
}

function unknownWindow({ limit, windowMs }: DeskParts["facts"]) {
  const breaker = { state: "closed" as const, reason: null, retryInSeconds: 0 };
  const windowSeconds = windowMs / 1_000;
  return {
    limit,
    windowSeconds,
    used: limit,
    remaining: 0,
    low: true,
    nextSlotInSeconds: gatePolicy.landingReadSlowMs / 1_000,
    slotsFreeInSeconds: [],
    health: "unknown" as const,
    healthReason: "The shared store is not answering, so no call is made.",
    breaker,
    windows: [{ name: "account" as const, limit, windowSeconds, used: limit, breaker }],
  };
}

function reasonOf({ reason }: Breaker): string {
  return reason === "limited"
    ? "Trading Volatility said that its limit is reached."
    : "Trading Volatility is failing.";
}

function healthOf(breaker: Breaker, isFull: boolean): Pick<Quota, "health" | "healthReason"> {
  if (breaker.state !== "closed") {
    const health = breaker.reason === "limited" ? "rate_limited" : "down";
    return { health, healthReason: reasonOf(breaker) };
  }
  if (!isFull) return { health: "healthy", healthReason: null };
  const healthReason =
    "The record of recent calls is new or was lost. Calls wait until none of them can count any more.";
  return { health: "unknown", healthReason };
}

const inSeconds = (ms: number) => Math.max(0, Math.ceil(ms / 10) / 100);

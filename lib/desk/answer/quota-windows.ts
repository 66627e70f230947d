import type { Quota, WindowName, WindowStatus } from "@/lib/contract/quota/quota";
import type { QuotaWindow } from "@/lib/contract/quota/quota-window";
import { breakerFor, mainOf, usedOf, windowOf } from "@/lib/contract/quota/window-use";
import type { Services } from "@/lib/desk/base/services";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Refused } from "@/lib/gate/reply/summary";
import type { OpenReason, WindowState } from "@/lib/gate/reply/window-state";
import { breakerPolicy, httpPolicy } from "@/lib/policy";
import { whyClosed } from "./why-closed";

/** The part of the quota that depends on the windows. */
type Windows = Omit<Quota, "market" | "store" | "upstream" | "deployment">;

/** The windows as of a gate snapshot. `now`: store ms. */
export function knownWindows(
  gateSnapshot: GateSnapshot,
  now: number,
  facts: Services["facts"],
): Windows {
  const { summary, nextSlotAt } = gateSnapshot;
  const main = mainOf(summary);
  const declared = facts.windows;
  // The health shown is the health of the usual call, the one that every page needs.
  const guard = breakerFor(summary, facts.usualCharges);
  const waits = guard.state === "open" || guard.state === "held";
  const opensAt = waits ? guard.untilAt : now;
  const used = shownUse(main, now);
  const isFull = summary.fullUntil > now;
  return {
    limit: main.limit,
    windowSeconds: summary.window / 1_000,
    used,
    remaining: main.limit - used,
    low: main.limit - used < main.limit / 4,
    nextSlotInSeconds: secondsOrNull(Math.max(nextSlotAt, opensAt) - now),
    slotsFreeInSeconds: freeTimes(gateSnapshot, now).map((freesAt) => inSeconds(freesAt - now)),
    ...healthOf(guard, isFull, ownRefusal(gateSnapshot)),
    refusedKeyUntil: refusedKeyUntil(gateSnapshot),
    breaker: breakerOf(guard, now),
    windows: declared.map((window) => statusOf(gateSnapshot, window, now)),
    outsideUsage: declared.some(({ name }) => showsOutsideUsage(gateSnapshot, name, now)),
  };
}

function statusOf(gateSnapshot: GateSnapshot, declared: QuotaWindow, now: number): WindowStatus {
  const window = windowOf(gateSnapshot.summary, declared.name);
  return {
    ...namesOf(declared),
    limit: window.limit,
    windowSeconds: (window.length || lengthMsOf(declared)) / 1_000,
    used: shownUse(window, now),
    resetsAt: window.length > 0 ? null : new Date(window.resetsAt).toISOString(),
    breaker: breakerOf(window, now),
  };
}

function namesOf({ name, label, charged, length }: QuotaWindow) {
  return { name, label, charged, period: length.kind === "calendar" ? length.period : null };
}

const DAY_MS = 86_400_000;

/** Window length, ms. For a calendar window: its longest possible period. */
function lengthMsOf({ length }: QuotaWindow): number {
  if (length.kind === "rolling") return length.ms;
  return length.period === "day" ? DAY_MS : 31 * DAY_MS;
}

/** The windows while the store is down: nothing is known, so nothing remains. */
export function unknownWindows({ limit, windowMs, windows }: Services["facts"]): Windows {
  const breaker = { state: "closed" as const, reason: null, retryInSeconds: 0 };
  const windowSeconds = windowMs / 1_000;
  return {
    limit,
    windowSeconds,
    used: limit,
    remaining: 0,
    low: true,
    nextSlotInSeconds: httpPolicy.unknownSlotSeconds,
    slotsFreeInSeconds: [],
    health: "unknown" as const,
    healthReason: "Gammagate can't reach its database (Redis), so it makes no API calls.",
    healthSince: null,
    refusedKeyUntil: null,
    breaker,
    windows: windows.map((window) => ({
      ...namesOf(window),
      limit: window.limit,
      windowSeconds: lengthMsOf(window) / 1_000,
      used: window.limit,
      resetsAt: null,
      breaker,
    })),
    outsideUsage: false,
  };
}

/**
 * While the upstream reports the limit as reached, nothing remains, whatever our own count says.
 */
function shownUse(window: WindowState, now: number): number {
  const { limit, fullUntil } = window;
  const isLimited = window.state === "open" && window.reason === "limited";
  return fullUntil > now || isLimited ? limit : Math.min(limit, usedOf(window, now));
}

/** When the main window's slots become free, soonest first. */
function freeTimes({ summary }: GateSnapshot, now: number): number[] {
  const { limit, taken } = mainOf(summary);
  if (summary.fullUntil > now) return Array<number>(limit).fill(summary.fullUntil);
  return taken
    .flatMap(({ cost, freesAt }) => (freesAt > now ? Array<number>(cost).fill(freesAt) : []))
    .slice(0, limit);
}

/** Whether outside usage was seen recently enough to matter, or still reduces the limit. */
function showsOutsideUsage({ summary }: GateSnapshot, name: WindowName, now: number): boolean {
  const { steps, outsideAt } = windowOf(summary, name);
  const span = summary.window * breakerPolicy.stepSpanOfWindow;
  return steps > 0 || (outsideAt > 0 && now - outsideAt < span);
}

function breakerOf(window: WindowState, now: number): Quota["breaker"] {
  const waits = window.state === "open" || window.state === "held";
  return {
    state: window.state,
    reason: window.state === "closed" ? null : whyClosed(window.reason, window).sentence,
    retryInSeconds: waits ? secondsOrNull(window.untilAt - now) : 0,
  };
}

const isRateLimit = (reason: OpenReason) => reason === "limited" || reason === "used-up";

type Health = Pick<Quota, "health" | "healthReason" | "healthSince">;

/** The refusal of this deployment's credential for every endpoint, if there is one. */
function ownRefusal({ summary }: GateSnapshot): Refused | null {
  return summary.refusals.find(({ scope, isOwn }) => isOwn && scope === summary.main) ?? null;
}

function refusedKeyUntil(gateSnapshot: GateSnapshot): string | null {
  const own = ownRefusal(gateSnapshot);
  return own && new Date(own.untilAt).toISOString();
}

function healthOf(guard: WindowState, isFull: boolean, refused: Refused | null): Health {
  if (guard.state !== "closed") {
    const health = isRateLimit(guard.reason) ? "rate_limited" : "down";
    const { stoppedAt, reason } = guard;
    const healthSince = stoppedAt > 0 ? new Date(stoppedAt).toISOString() : null;
    return { health, healthReason: whyClosed(reason, guard).sentence, healthSince };
  }
  if (refused) {
    const healthReason =
      "Trading Volatility rejected this deployment's API key. Only other deployments can load data " +
      "until the key is replaced.";
    const healthSince = new Date(refused.since).toISOString();
    return { health: "down", healthReason, healthSince };
  }
  if (!isFull) return { health: "healthy", healthReason: null, healthSince: null };
  const healthReason =
    "Starting up: earlier API calls may still count against the limit. New API calls wait until the earlier ones expire.";
  return { health: "unknown", healthReason, healthSince: null };
}

const inSeconds = (ms: number) => Math.max(0, Math.ceil(ms / 10) / 100);
/** Seconds, or null when the time is unknown. */
const secondsOrNull = (ms: number) => (Number.isFinite(ms) ? inSeconds(ms) : null);

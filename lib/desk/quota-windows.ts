import type { Quota, WindowName } from "@/lib/contract/quota";
import type { Look } from "@/lib/gate/look";
import type { WindowState } from "@/lib/gate/summary";
import { breakerPolicy, gatePolicy } from "@/lib/policy";
import type { DeskParts } from "./parts";
import { whyClosed } from "./why-closed";

/** What of the quota is told by the windows. */
type Windows = Omit<Quota, "market" | "store" | "upstream" | "deployment">;

/** The windows as a look found them; `names`: those that the upstream has. Times: store ms. */
export function knownWindows(look: Look, now: number, names: readonly WindowName[]): Windows {
  const { summary, nextSlotAt } = look;
  const { account } = summary.windows;
  const [used, ...others] = names.map((name) => usedOf(look, name, now));
  const usedNow = used ?? 0;
  const isFull = summary.fullUntil > now;
  const breaker = breakerOf(account, now);
  return {
    limit: account.limit,
    windowSeconds: summary.window / 1_000,
    used: usedNow,
    remaining: account.limit - usedNow,
    low: account.limit - usedNow < account.limit / 4,
    nextSlotInSeconds: inSeconds(nextSlotAt - now),
    slotsFreeInSeconds: freeTimes(look, now).map((freesAt) => inSeconds(freesAt - now)),
    ...healthOf(account, isFull),
    breaker,
    windows: names.map((name, index) => ({
      ...{ name, limit: summary.windows[name].limit, windowSeconds: summary.window / 1_000 },
      ...{ used: [usedNow, ...others][index] ?? 0, breaker: breakerOf(summary.windows[name], now) },
    })),
    outsideUsage: names.some((name) => showsOutsideUsage(look, name, now)),
  };
}

/** While the store is down: nothing is known, so nothing remains. */
export function unknownWindows({ limit, windowMs, windows }: DeskParts["facts"]): Windows {
  const breaker = { state: "closed" as const, reason: null, retryInSeconds: 0 };
  const windowSeconds = windowMs / 1_000;
  return {
    ...{ limit, windowSeconds, used: limit, remaining: 0, low: true },
    nextSlotInSeconds: gatePolicy.landingReadSlowMs / 1_000,
    slotsFreeInSeconds: [],
    health: "unknown" as const,
    healthReason: "The shared store is not answering, so no call is made.",
    healthSince: null,
    breaker,
    windows: windows.map((name) => ({ name, limit, windowSeconds, used: limit, breaker })),
    outsideUsage: false,
  };
}

/** While the upstream says that a window's limit is reached, nothing of it remains, whatever we count. */
function usedOf({ summary }: Look, name: WindowName, now: number): number {
  const { limit, state, reason } = summary.windows[name];
  const isShut = summary.fullUntil > now || (state === "open" && reason === "limited");
  if (isShut) return limit;
  const counted = summary.slots.filter(
    ({ window, freesAt }) => freesAt > now && (name === "account" || window === name),
  );
  return Math.min(limit, counted.length);
}

/** When the account's slots free, soonest first. */
function freeTimes({ summary }: Look, now: number): number[] {
  const { limit } = summary.windows.account;
  if (summary.fullUntil > now) return Array<number>(limit).fill(summary.fullUntil);
  return summary.slots
    .map(({ freesAt }) => freesAt)
    .filter((freesAt) => freesAt > now)
    .sort((one, other) => one - other)
    .slice(0, limit);
}

/** Seen within the span in which a step is won back, or still costing a part of the limit. */
function showsOutsideUsage({ summary }: Look, name: WindowName, now: number): boolean {
  const { steps, outsideAt } = summary.windows[name];
  const span = summary.window * breakerPolicy.stepSpanOfWindow;
  return steps > 0 || (outsideAt > 0 && now - outsideAt < span);
}

function breakerOf(window: WindowState, now: number): Quota["breaker"] {
  const waits = window.state === "open" || window.state === "held";
  return {
    state: window.state,
    reason: window.state === "closed" ? null : whyClosed(window.reason).sentence,
    retryInSeconds: waits ? inSeconds(window.untilAt - now) : 0,
  };
}

type Health = Pick<Quota, "health" | "healthReason" | "healthSince">;

function healthOf(account: WindowState, isFull: boolean): Health {
  if (account.state !== "closed") {
    const health = account.reason === "limited" ? "rate_limited" : "down";
    const { stoppedAt, reason } = account;
    const healthSince = stoppedAt > 0 ? new Date(stoppedAt).toISOString() : null;
    return { health, healthReason: whyClosed(reason).sentence, healthSince };
  }
  if (!isFull) return { health: "healthy", healthReason: null, healthSince: null };
  const healthReason =
    "The record of recent calls is new or was lost. Calls wait until none of them can count any more.";
  return { health: "unknown", healthReason, healthSince: null };
}

const inSeconds = (ms: number) => Math.max(0, Math.ceil(ms / 10) / 100);

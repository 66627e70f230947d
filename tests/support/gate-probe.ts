import { createGate, type Gate, type GateConfiguration } from "@/lib/gate/create-gate";
import { constantLimits, type Limits } from "@/lib/gate/limit-schedule";
import type { Ask, Grant, Settlement } from "@/lib/gate/step";
import type { Store } from "@/lib/redis/store";
import { type VirtualTime, virtualClock, virtualClockLua, virtualStore } from "./virtual-time";

export const GATE_KEY = "gammagate:gate:test";

/** The same limit for every window, unless one is named: only the account's decides. */
export function limitOf(account: number, others: Partial<Limits> = {}) {
  return constantLimits({ account, realtime: account, expensive: account, ...others });
}

export const probeConfiguration: GateConfiguration = {
  limitsAround: limitOf(20),
  windowMs: 60_000,
  upstreamTimeoutMs: 8_000,
  queueCapacity: 500,
  reserve: 2,
  startsEmpty: true,
};

/** One instance's gate on virtual time: the store's `time`, and its own where that is another. */
export function probeGate(
  store: Store,
  time: VirtualTime,
  configuration: Partial<GateConfiguration> = {},
  own: VirtualTime = time,
): Gate {
  return createGate({
    store: virtualStore(store, time),
    key: GATE_KEY,
    configuration: { ...probeConfiguration, ...configuration },
    clock: virtualClock(own),
    clockLua: virtualClockLua,
  });
}

export function ask(symbol: string, caller = `c-${symbol}`, overrides: Partial<Ask> = {}): Ask {
  const key = `v2:/tickets/${symbol}`;
  const usual = { priority: 4, seen: 0, join: false, resume: 0, patience: 600_000 };
  return { key, window: "account", caller, ...usual, ...overrides };
}

/** A call that was never granted. */
export const NO_GRANT = { grant: 0, request: "", grantedAt: 0 };

/** An answered call, landed in the cache at `fetchedAt`. */
export function landed(
  { grant, request, grantedAt }: Pick<Grant, "grant" | "request" | "grantedAt">,
  fetchedAt: number,
): Settlement {
  return {
    ...{ grant, request, grantedAt },
    slot: "arrived",
    job: "landed",
    verdict: "answered",
    fetchedAt,
    retryAfter: 0,
    problem: "upstream-error",
    negative: 10_000,
  };
}

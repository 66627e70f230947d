import type { Charge, QuotaWindow, WindowLength } from "@/lib/contract/quota/quota-window";
import { createGate, type Gate, type GateConfiguration } from "@/lib/gate/create-gate";
import type { LimitsAround } from "@/lib/gate/limit-schedule";
import type { Ask, Grant, Settlement } from "@/lib/gate/step";
import type { Store } from "@/lib/redis/store";
import {
  VIRTUAL_START,
  type VirtualTime,
  virtualClock,
  virtualClockLua,
  virtualStore,
} from "./virtual-time";

/** The kind of every job, unless a test names another. */
export const KIND = "v2:/tickers/*";
export const GATE_KEY = "gammagate:gate:test";

/** The windows of most tests: the main one, and two that some calls also charge. */
const NAMES = ["account", "realtime", "expensive"] as const;
export type ProbeWindow = (typeof NAMES)[number];

/** This limit for every window, except for the windows in `others`. */
export function limitOf(
  account: number,
  others: Partial<Record<ProbeWindow, number>> = {},
): LimitsAround {
  const limits = { account, realtime: account, expensive: account, ...others };
  const schedule = { rows: [{ from: 0, limits }], endsAt: 0 };
  return () => schedule;
}

/** A gate's configuration with windows of equal length. */
export type ProbeConfiguration = Omit<GateConfiguration, "windows"> & {
  windowMs: number;
  /** Replaces the three windows. */
  windows?: readonly QuotaWindow[];
};

export const probeConfiguration: ProbeConfiguration = {
  limitsAround: limitOf(20),
  windowMs: 60_000,
  upstreamTimeoutMs: 8_000,
  queueCapacity: 500,
  reserve: 2,
  startsEmpty: true,
  kinds: [KIND],
  credential: "good",
  deployment: "test",
};

/** A window as its vendor's adapter would declare it. */
export function probeWindow(
  name: string,
  limit: number,
  length: WindowLength = { kind: "rolling", ms: 60_000 },
): QuotaWindow {
  return { name, label: name, charged: `Calls of ${name}`, limit, length };
}

/** A real gate's configuration. Each window is declared with its highest limit. */
export function gateConfiguration(over: Partial<ProbeConfiguration> = {}): GateConfiguration {
  const { windowMs, windows, ...configuration } = { ...probeConfiguration, ...over };
  const { rows } = configuration.limitsAround(VIRTUAL_START);
  const mostOf = (name: ProbeWindow) => Math.max(...rows.map(({ limits }) => limits[name] ?? 0));
  const length = { kind: "rolling", ms: windowMs } as const;
  const usual = () => NAMES.map((name) => probeWindow(name, mostOf(name), length));
  return { ...configuration, windows: windows ?? usual() };
}

/** The charges of a call whose most specific window is this one. */
export function chargesOf(window: ProbeWindow = "account"): readonly Charge[] {
  const names: ProbeWindow[] = window === "account" ? [window] : ["account", window];
  return names.map((name) => ({ window: name, cost: 1 }));
}

/** Creates an instance's gate in virtual time. `own`: the instance's clock, if it differs. */
export function probeGate(
  store: Store,
  time: VirtualTime,
  configuration: Partial<ProbeConfiguration> = {},
  own: VirtualTime = time,
): Gate {
  return createGate({
    store: virtualStore(store, time),
    key: GATE_KEY,
    configuration: gateConfiguration(configuration),
    clock: virtualClock(own),
    clockLua: virtualClockLua,
  });
}

export function ask(
  symbol: string,
  caller = `c-${symbol}`,
  { window, ...overrides }: Partial<Ask> & { window?: ProbeWindow } = {},
): Ask {
  const key = `v2:/tickets/${symbol}`;
  const usual = {
    priority: 4,
    ifNewerThan: 0,
    joinOnly: false,
    issuedAt: 0,
    maxBreakerWaitMs: 600_000,
  };
  return { key, kind: KIND, charges: chargesOf(window), caller, ...usual, ...overrides };
}

/** A call that was never granted. */
export const NO_GRANT = { grant: 0, request: "", grantedAt: 0 };

/** An answered call whose data is in the cache with `fetchedAt`. */
export function landed(
  { grant, request, grantedAt }: Pick<Grant, "grant" | "request" | "grantedAt">,
  fetchedAt: number,
): Settlement {
  return {
    grant,
    request,
    grantedAt,
    slot: "arrived",
    job: "landed",
    verdict: "answered",
    fetchedAt,
    retryAfter: 0,
    problem: "upstream-error",
    negative: 10_000,
  };
}

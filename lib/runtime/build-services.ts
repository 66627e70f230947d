import { uptime } from "node:os";
import { createCache } from "@/lib/cache/create-cache";
import { refreshableAt } from "@/lib/cache/freshness";
import { createLastKnown } from "@/lib/cache/last-known";
import { createLookSchedule, lookTimesOf } from "@/lib/cache/look-schedule";
import { createMarketCalendar, type MarketCalendar } from "@/lib/cache/market-calendar";
import { createKeptReplies } from "@/lib/cache/replies/kept-replies";
import type { Callers } from "@/lib/callers/callers";
import { systemClock } from "@/lib/clock";
import type { Job } from "@/lib/contract/queue/job";
import { createCancelledTickets } from "@/lib/desk/base/cancelled-tickets";
import type { Services } from "@/lib/desk/base/services";
import { createExecute } from "@/lib/desk/snapshots/execute-call";
import type { Environment } from "@/lib/environment/environment";
import { isLoopbackHost } from "@/lib/environment/loopback";
import type { Primary } from "@/lib/fleet/primary";
import { createGate, type Gate } from "@/lib/gate/create-gate";
import { keepGateState } from "@/lib/gate/keep-gate-state";
import { Pump } from "@/lib/gate/pump/pump";
import { createTicketTokens } from "@/lib/gate/ticket-token";
import type { KeptFile } from "@/lib/redis/kept-file";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { createScans } from "@/lib/scans/create-scans";
import { credentialDigest } from "@/lib/upstream/call/credential-digest";
import { createUpstream } from "@/lib/upstream/create-upstream";
import { createLimitSchedule } from "@/lib/upstream/port/limit-schedule";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { windowsOf } from "@/lib/upstream/port/windows";
import type { buildObservation } from "./observation";
import { observeGate } from "./observe-gate";
import { readLandings } from "./read-landings";

type Built = {
  store: Store;
  keys: Keys;
  kept: KeptFile | null;
  callers: Callers;
  secret: string;
  observation: ReturnType<typeof buildObservation>;
  primary: Primary | null;
};

/** Builds the services of the desk. */
export async function buildServices(env: Environment, built: Built): Promise<Services> {
  const { store, keys, kept, callers, secret, observation, primary } = built;
  const calendar = createMarketCalendar(env.marketHours);
  const apiOfPrimary = () => primary?.api() ?? null;
  const upstream = createUpstream(env.upstream, systemClock, calendar, apiOfPrimary);
  const copies = { store, keys, calendar, upstreamLooks: env.upstream.looks };
  const cache = createCache(copies);
  const headlineKind = usualJobOf(upstream)?.kind ?? "";
  const keptReplies = createKeptReplies({ ...copies, headlineKind });
  const lastKnown = createLastKnown({ clock: systemClock });
  const scans = createScans({ store, keys, secret });
  const windows = windowsOf({ ...env.quota, api: upstream.name });
  const gate = await buildGate(env, { store, key: keys.gate, kept, calendar, upstream, windows });
  const { ended } = observation;
  const making = { cache, keptReplies, lastKnown, callers, upstream, scans, ended };
  const pump = new Pump({
    gate: observeGate(gate, observation),
    clock: systemClock,
    upstreamTimeoutMs: env.upstream.timeoutMs,
    execute: createExecute(making),
    readLandings: (jobKeys) => readLandings({ cache, keptReplies }, jobKeys),
  });
  return {
    cache,
    keptReplies,
    lastKnown,
    calendar,
    callers,
    pump,
    upstream,
    scans,
    ...(primary ? { primary } : {}),
    clock: systemClock,
    cancelledTickets: createCancelledTickets(systemClock),
    tokens: createTicketTokens(secret, keys.gate),
    recorder: observation.recorder,
    closingFrom: createLookSchedule(lookTimesOf(env.upstream.looks), calendar).closingFrom,
    refreshableAt: (copy, now) => refreshableAt(copy, env.refresh.cooldownMs, calendar, now),
    facts: factsOf(env, { store, upstream, windows }),
  };
}

function factsOf(
  { deployment, quota }: Environment,
  { store, upstream, windows }: Pick<GateParts, "store" | "upstream" | "windows">,
): Services["facts"] {
  return {
    store: store.kind,
    deployment: deployment.name,
    limit: quota.limit,
    windowMs: quota.windowMs,
    windows,
    usualCharges: usualJobOf(upstream)?.charges ?? [],
  };
}

type GateParts = {
  store: Store;
  key: string;
  kept: KeptFile | null;
  calendar: MarketCalendar;
  upstream: Upstream;
  windows: ReturnType<typeof windowsOf>;
};

async function buildGate(env: Environment, parts: GateParts): Promise<Gate> {
  const { store, key, kept, calendar, upstream, windows } = parts;
  const isFree = isWithoutCalls(env);
  const afterStep = kept && !isFree ? await keepGateState(store, key, kept) : undefined;
  return createGate({
    store,
    key,
    clock: systemClock,
    ...(isOnThisMachine(env.store) ? { throughSleep: () => uptime() * 1_000 } : {}),
    configuration: {
      windows,
      limitsAround: createLimitSchedule({ ...env.quota, api: upstream.name, calendar }),
      upstreamTimeoutMs: env.upstream.timeoutMs,
      queueCapacity: env.bounds.queueCapacity,
      reserve: env.quota.reserve,
      startsEmpty: isFree,
      kinds: upstream.kinds,
      credential: credentialDigest(env.upstream),
      deployment: env.deployment.name,
    },
    ...(afterStep ? { afterStep } : {}),
  });
}

/** The demo market has no account, and a secondary makes no calls: no earlier call can count. */
export function isWithoutCalls({ upstream }: Environment): boolean {
  return upstream.api === "demo" || upstream.api === "primary";
}

/** The usual call: the summary of a symbol. */
function usualJobOf(upstream: Upstream): Job | null {
  return upstream.jobFor({ resource: "gex", symbol: "SPY" });
}

/** Such a store uses this machine's clock, so it jumps together with the wall clock. */
function isOnThisMachine(store: Environment["store"]): boolean {
  if (store.kind === "redis") return isLoopbackHost(new URL(store.url).hostname);
  return store.kind === "embedded";
}

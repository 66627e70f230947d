import "server-only";
import { randomBytes } from "node:crypto";
import { uptime } from "node:os";
import { createCache } from "@/lib/cache/create-cache";
import { refreshableAt } from "@/lib/cache/freshness";
import { createLastKnown } from "@/lib/cache/last-known";
import { createLookSchedule, lookTimesOf } from "@/lib/cache/look-schedule";
import { createMarketCalendar, type MarketCalendar } from "@/lib/cache/market-calendar";
import { createKeptReplies } from "@/lib/cache/replies/kept-replies";
import type { Callers } from "@/lib/callers/callers";
import { createCallers } from "@/lib/callers/create-callers";
import { createLoginThrottle, type LoginThrottle } from "@/lib/callers/login-throttle";
import { createMembership, type Membership } from "@/lib/callers/membership";
import { createSigner } from "@/lib/callers/signer";
import { type Clock, systemClock } from "@/lib/clock";
import type { Job } from "@/lib/contract/queue/job";
import { createCancelledTickets } from "@/lib/desk/base/cancelled-tickets";
import type { Services } from "@/lib/desk/base/services";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { createExecute } from "@/lib/desk/snapshots/execute-call";
import { environment } from "@/lib/environment/env";
import type { Environment } from "@/lib/environment/environment";
import { isLoopbackHost } from "@/lib/environment/loopback";
import { createHeartbeats, type Heartbeats } from "@/lib/fleet/heartbeats";
import type { Primary } from "@/lib/fleet/primary";
import { createGate, type Gate } from "@/lib/gate/create-gate";
import { keepGateState } from "@/lib/gate/keep-gate-state";
import { Pump } from "@/lib/gate/pump/pump";
import { createTicketTokens } from "@/lib/gate/ticket-token";
import { onShutdown } from "@/lib/http/process/shutdown";
import { createStore } from "@/lib/redis/create-store";
import { type KeptFile, openKeptFile } from "@/lib/redis/kept-file";
import { createKeys, type Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { createScans } from "@/lib/scans/create-scans";
import { credentialDigest } from "@/lib/upstream/call/credential-digest";
import { createUpstream } from "@/lib/upstream/create-upstream";
import { createLimitSchedule } from "@/lib/upstream/port/limit-schedule";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { windowsOf } from "@/lib/upstream/port/windows";
import { buildAccessKeys } from "./access-keys";
import { buildPrimary } from "./build-primary";
import { buildControlRoom, type ControlRoomParts } from "./control-room";
import { createMakeRoom } from "./make-room";
import { buildObservation } from "./observation";
import { observeGate } from "./observe-gate";
import { readLandings } from "./read-landings";
import { createStoreTrouble } from "./store-trouble";

/** The real services, built once per process. */
export type Runtime = ControlRoomParts & {
  desk: Desk;
  callers: Callers;
  membership: Membership;
  loginThrottle: LoginThrottle;
  clock: Clock;
  /** Why this process cannot work, or null. Its store must respond and keep what is written. */
  storeTrouble(): Promise<string | null>;
  /** On a secondary: the deployment that answers. Null on a primary. */
  primary: Primary | null;
  /** Notes that another deployment runs. */
  noteHeartbeat: Heartbeats["note"];
  /** Exact origin for origin checks; null on loopback. */
  origin: string | null;
};

const KEY = Symbol.for("gammagate.runtime");
const holder = globalThis as typeof globalThis & { [KEY]?: Promise<Runtime> };

/** One object for route handlers, pages and instrumentation, which do not share modules. */
export function runtime(): Promise<Runtime> {
  holder[KEY] ??= build(environment());
  return holder[KEY];
}

async function build(env: Environment): Promise<Runtime> {
  const keys = createKeys({ prefix: env.storePrefix, quotaGroup: env.quota.group });
  const makeRoom = createMakeRoom(keys);
  const store = await createStore(env.store, { clock: systemClock, makeRoom });
  const kept = store.kind === "embedded" ? await openKeptFile(env.dataDir) : null;
  const secret = env.sessionSecret ?? (await madeSecret(kept));
  const signer = createSigner(secret);
  const membership = createMembership({ ...env, signer, clock: systemClock });
  const shared = { store, keys, signer, clock: systemClock };
  const accessKeys = await buildAccessKeys(env, { ...shared, kept });
  const findKey = accessKeys.find;
  const callers = createCallers({ ...shared, membership, findKey, environment: env });
  const observation = buildObservation(env, { store, keys, signer, accessKeys });
  const heartbeats = createHeartbeats({ store, keys });
  const primary = buildPrimary(env);
  const parts = await buildParts(env, { ...shared, kept, callers, secret, observation, primary });
  const desk = createDesk(parts);
  // A new gate's first window begins with the process, not with its first request. Not awaited.
  if (!isWithoutCalls(env)) void parts.pump.snapshot().catch(() => undefined);
  onShutdown("scans", () => desk.stopScans());
  onShutdown("pump", async () => {
    await parts.pump.stop();
    await parts.recorder.flushAll();
  });
  return {
    desk,
    callers,
    membership,
    loginThrottle: createLoginThrottle({ ...shared, door: "login" }),
    ...(await buildControlRoom(env, {
      store,
      keys,
      signer,
      kept,
      desk: parts,
      log: observation.log,
      accessKeys,
      heartbeats,
    })),
    clock: systemClock,
    primary,
    noteHeartbeat: heartbeats.note,
    storeTrouble: createStoreTrouble(store, keys, systemClock),
    origin: env.origin,
  };
}

type Built = {
  store: Store;
  keys: Keys;
  kept: KeptFile | null;
  callers: Callers;
  secret: string;
  observation: ReturnType<typeof buildObservation>;
  primary: Primary | null;
};

async function buildParts(env: Environment, built: Built): Promise<Services> {
  const { store, keys, kept, callers, secret, observation, primary } = built;
  const calendar = createMarketCalendar(env.marketHours);
  const cache = createCache({ store, keys, calendar, upstreamLooks: env.upstream.looks });
  const upstream = createUpstream(
    env.upstream,
    systemClock,
    calendar,
    () => primary?.api() ?? null,
  );
  const keptReplies = createKeptReplies({
    store,
    keys,
    calendar,
    upstreamLooks: env.upstream.looks,
    headlineKind: usualJobOf(upstream)?.kind ?? "",
  });
  const lastKnown = createLastKnown({ clock: systemClock });
  const scans = createScans({ store, keys, secret });
  const windows = windowsOf({ ...env.quota, api: upstream.name });
  const gate = await buildGate(env, { store, key: keys.gate, kept, calendar, upstream, windows });
  const pump = new Pump({
    gate: observeGate(gate, observation),
    clock: systemClock,
    upstreamTimeoutMs: env.upstream.timeoutMs,
    execute: createExecute({
      cache,
      keptReplies,
      lastKnown,
      callers,
      upstream,
      scans,
      ended: observation.ended,
    }),
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
    facts: {
      store: store.kind,
      deployment: env.deployment.name,
      limit: env.quota.limit,
      windowMs: env.quota.windowMs,
      windows,
      usualCharges: usualJobOf(upstream)?.charges ?? [],
    },
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
function isWithoutCalls({ upstream }: Environment): boolean {
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

function madeSecret(kept: KeptFile | null): Promise<string> {
  const make = () => randomBytes(48).toString("base64url");
  // Only with the embedded store may the environment lack the secret.
  return kept ? kept.secret("session-secret", make) : Promise.resolve(make());
}

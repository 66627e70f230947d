import "server-only";
import { randomBytes } from "node:crypto";
import { createCache } from "@/lib/cache/create-cache";
import { refreshableAt } from "@/lib/cache/freshness";
import { createLastKnown } from "@/lib/cache/last-known";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import type { Callers } from "@/lib/callers/callers";
import { createCallers } from "@/lib/callers/create-callers";
import { createLoginThrottle, type LoginThrottle } from "@/lib/callers/login-throttle";
import { createMembership, type Membership } from "@/lib/callers/membership";
import { createSigner } from "@/lib/callers/signer";
import { type Clock, systemClock } from "@/lib/clock";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { createExecute } from "@/lib/desk/execute-call";
import { createGivenUp } from "@/lib/desk/given-up";
import type { DeskParts } from "@/lib/desk/parts";
import { environment } from "@/lib/env";
import type { Environment } from "@/lib/environment";
import { createGate } from "@/lib/gate/create-gate";
import { keepGateState } from "@/lib/gate/keep-gate-state";
import { Pump } from "@/lib/gate/pump";
import { createTicketTokens } from "@/lib/gate/ticket-token";
import { onShutdown } from "@/lib/http/shutdown";
import { createStore } from "@/lib/redis/create-store";
import { type KeptFile, openKeptFile } from "@/lib/redis/kept-file";
import { createKeys, type Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { buildControlRoom, type ControlRoomParts } from "@/lib/runtime/control-room";
import { buildObservation } from "@/lib/runtime/observation";
import { observeGate } from "@/lib/runtime/observe-gate";
import { createStoreTrouble } from "@/lib/runtime/store-trouble";
import { createScans } from "@/lib/scans/create-scans";
import { createUpstream } from "@/lib/upstream/create-upstream";
import { createLimitSchedule, WINDOWS } from "@/lib/upstream/limit-schedule";

/** The real parts, wired once in a process. */
export type Runtime = ControlRoomParts & {
  desk: Desk;
  callers: Callers;
  membership: Membership;
  loginThrottle: LoginThrottle;
  clock: Clock;
  /** Why this process cannot do its work, or null: its store must answer and keep what it is given. */
  storeTrouble(): Promise<string | null>;
  /** Exact origin for origin checks; null on loopback. */
  origin: string | null;
};

const KEY = Symbol.for("gammagate.runtime");
const holder = globalThis as typeof globalThis & { [KEY]?: Promise<Runtime> };

/** One object for route handlers, pages and instrumentation: their modules are not shared. */
export function runtime(): Promise<Runtime> {
  holder[KEY] ??= build(environment());
  return holder[KEY];
}

async function build(env: Environment): Promise<Runtime> {
  const store = await createStore(env.store, { clock: systemClock });
  const kept = store.kind === "embedded" ? await openKeptFile(env.dataDir) : null;
  const keys = createKeys({ prefix: env.storePrefix, quotaGroup: env.quota.group });
  const secret = env.sessionSecret ?? (await madeSecret(kept));
  const signer = createSigner(secret);
  const membership = createMembership({ ...env, signer, clock: systemClock });
  const shared = { store, keys, signer, clock: systemClock };
  const callers = createCallers({ ...shared, membership, environment: env });
  const observation = buildObservation(env, { store, keys, signer });
  const parts = await buildParts(env, { store, keys, kept, callers, secret, observation });
  const desk = createDesk(parts);
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
    })),
    clock: systemClock,
    storeTrouble: createStoreTrouble(store, systemClock),
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
};

async function buildParts(env: Environment, built: Built): Promise<DeskParts> {
  const { store, keys, kept, callers, secret, observation } = built;
  const calendar = createMarketCalendar(env.marketHours);
  const cache = createCache({ store, keys, calendar });
  const lastKnown = createLastKnown({ clock: systemClock });
  const scans = createScans({ store, keys, secret });
  const upstream = createUpstream(env.upstream, systemClock);
  const isDemo = env.upstream.api === "demo";
  const afterStep = kept && !isDemo ? await keepGateState(store, keys.gate, kept) : undefined;
  const gate = createGate({
    store,
    key: keys.gate,
    clock: systemClock,
    configuration: {
      limitsAround: createLimitSchedule({ ...env.quota, api: upstream.name, calendar }),
      windowMs: env.quota.windowMs,
      upstreamTimeoutMs: env.upstream.timeoutMs,
      queueCapacity: env.bounds.queueCapacity,
      reserve: env.quota.reserve,
      startsEmpty: isDemo,
    },
    ...(afterStep ? { afterStep } : {}),
  });
  const pump = new Pump({
    gate: observeGate(gate, observation.see),
    clock: systemClock,
    upstreamTimeoutMs: env.upstream.timeoutMs,
    execute: createExecute({
      ...{ cache, lastKnown, callers, upstream, scans },
      ended: observation.ended,
    }),
    readLandings: async (jobKeys) =>
      (await cache.readMany(jobKeys)).map(({ snapshot, failure }) => ({
        fetchedAt: snapshot ? Date.parse(snapshot.fetchedAt) : null,
        failure,
      })),
  });
  return {
    ...{ cache, lastKnown, calendar, callers, pump, upstream, scans, clock: systemClock },
    givenUp: createGivenUp(systemClock),
    tokens: createTicketTokens(secret),
    recorder: observation.recorder,
    refreshableAt: (copy) => refreshableAt(copy, env.refresh.cooldownMs, calendar),
    facts: {
      store: store.kind,
      deployment: env.deployment.name,
      limit: env.quota.limit,
      windowMs: env.quota.windowMs,
      windows: WINDOWS[upstream.name],
    },
  };
}

function madeSecret(kept: KeptFile | null): Promise<string> {
  const make = () => randomBytes(48).toString("base64url");
  // The environment lets the secret be missing only with the embedded store.
  return kept ? kept.secret("session-secret", make) : Promise.resolve(make());
}

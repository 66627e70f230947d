import "server-only";
import { randomBytes } from "node:crypto";
import type { Callers } from "@/lib/callers/callers";
import { createCallers } from "@/lib/callers/create-callers";
import { createLoginThrottle, type LoginThrottle } from "@/lib/callers/login-throttle";
import { createMembership, type Membership } from "@/lib/callers/membership";
import { createSigner } from "@/lib/callers/signer";
import { type Clock, systemClock } from "@/lib/clock";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { environment } from "@/lib/environment/env";
import type { Environment } from "@/lib/environment/environment";
import { createHeartbeats, type Heartbeats } from "@/lib/fleet/heartbeats";
import type { Primary } from "@/lib/fleet/primary";
import { onShutdown } from "@/lib/http/process/shutdown";
import { createStore } from "@/lib/redis/create-store";
import { type KeptFile, openKeptFile } from "@/lib/redis/kept-file";
import { createKeys } from "@/lib/redis/keys";
import { buildAccessKeys } from "./access-keys";
import { buildPrimary } from "./build-primary";
import { buildServices, isWithoutCalls } from "./build-services";
import { buildControlRoom, type ControlRoomParts } from "./control-room";
import { createMakeRoom } from "./make-room";
import { buildObservation } from "./observation";
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
  const parts = await buildServices(env, {
    ...shared,
    kept,
    callers,
    secret,
    observation,
    primary,
  });
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

function madeSecret(kept: KeptFile | null): Promise<string> {
  const make = () => randomBytes(48).toString("base64url");
  // Only with the embedded store may the environment lack the secret.
  return kept ? kept.secret("session-secret", make) : Promise.resolve(make());
}

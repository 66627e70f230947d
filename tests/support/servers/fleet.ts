import { systemClock } from "@/lib/clock";
import { createGate } from "@/lib/gate/create-gate";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import {
  type FakeUpstream,
  type FakeUpstreamOptions,
  startFakeUpstream,
} from "../fake-upstream/fake-upstream";
import { gateConfiguration, limitOf } from "../store/gate-probe";
import { type RedisServer, startRedisServer } from "../store/redis-server";
import { type AppServer, startAppServer } from "./app-server";

const KEY = "key-of-the-test-fleet";
const UPSTREAM_TIMEOUT_SECONDS = 1;
const QUOTA_GROUP = "fleet";

/** Servers that share a Redis and a fake upstream, which is the judge. */
export type Fleet = {
  upstream: FakeUpstream;
  redis: RedisServer;
  servers: AppServer[];
  /** Adds a process of the same deployment. */
  addServer(env?: Record<string, string>): Promise<AppServer>;
  windowMs: number;
  stop(): Promise<void>;
};

type FleetOptions = {
  servers: number;
  windowSeconds: number;
  upstream?: FakeUpstreamOptions;
  env?: Record<string, string>;
};

/** Starts the servers with an empty gate: no earlier call counts. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { windowSeconds } = options;
  const upstream = await startFakeUpstream({
    v2Key: KEY,
    limits: { windowMs: windowSeconds * 1_000 },
    ...options.upstream,
  });
  const redis = await startRedisServer();
  const servers: AppServer[] = [];
  const env = {
    REDIS_URL: redis.url,
    TRADING_VOLATILITY_API_KEY: KEY,
    TRADING_VOLATILITY_BASE_URL: upstream.baseUrl,
    UPSTREAM_TIMEOUT_SECONDS: String(UPSTREAM_TIMEOUT_SECONDS),
    QUOTA_WINDOW_SECONDS: String(windowSeconds),
    QUOTA_GROUP,
    MARKET_HOURS: "always-open",
    ACCESS: "open",
    SESSION_SECRET: "a secret for the tests of the fleet alone",
    FLOOD_PER_CALLER: "5000",
    FLOOD_PER_ADDRESS: "50000",
    ...options.env,
  };
  const addServer = async (more: Record<string, string> = {}) => {
    const server = await startAppServer({ env: { ...env, ...more } });
    servers.push(server);
    return server;
  };
  await beginEmpty(redis.url, windowSeconds);
  for (let index = 0; index < options.servers; index += 1) await addServer();
  const windowMs = windowSeconds * 1_000;
  return {
    upstream,
    redis,
    servers,
    addServer,
    windowMs,
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all([redis.stop(), upstream.close()]);
    },
  };
}

/** Creates an empty state. A new database counts as a full window, but no call was made here. */
async function beginEmpty(redisUrl: string, windowSeconds: number): Promise<void> {
  const store = await createStore({ kind: "redis", url: redisUrl }, { clock: systemClock });
  const gate = createGate({
    store,
    key: createKeys({ prefix: "", quotaGroup: QUOTA_GROUP }).gate,
    clock: systemClock,
    configuration: gateConfiguration({
      limitsAround: limitOf(20),
      windowMs: windowSeconds * 1_000,
      upstreamTimeoutMs: UPSTREAM_TIMEOUT_SECONDS * 1_000,
      queueCapacity: 500,
      reserve: 2,
      startsEmpty: true,
      kinds: [],
      credential: "",
      deployment: "nobody",
    }),
  });
  await gate.step({});
  await store.close();
}

/**
 * A browser's first visit: the cached page is shown, and the returned cookie identifies the caller.
 */
async function becomeCaller(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/gex/SPY?cached=1`);
  await response.arrayBuffer();
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** Several callers, a few at a time, each with a first visit to one of the servers. */
export async function becomeCallers(servers: AppServer[], count: number): Promise<string[]> {
  const cookies: string[] = [];
  const origins = servers.map(({ origin }) => origin);
  while (cookies.length < count) {
    const some = Array.from({ length: Math.min(20, count - cookies.length) }, (_, index) =>
      becomeCaller(origins[index % origins.length] ?? ""),
    );
    cookies.push(...(await Promise.all(some)));
  }
  return cookies;
}

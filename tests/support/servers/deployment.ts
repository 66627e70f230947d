import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { encodeEntry } from "@/lib/cache/entry";
import type { Wanted } from "@/lib/contract/market/wanted";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { bothUpstreams } from "../fake-upstream/call-upstreams";
import {
  type FakeUpstream,
  type FakeUpstreamOptions,
  startFakeUpstream,
} from "../fake-upstream/fake-upstream";
import { type RedisServer, startRedisServer } from "../store/redis-server";
import { type RestBridge, startRestBridge } from "../store/rest-bridge";
import { everyValue } from "../store/stored-values";
import { createVisitor, type Visitor } from "../visitors/http-visitor";
import { figuresFixture } from "../visitors/snapshot-fixture";
import { type AppServer, startAppServer } from "./app-server";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { createSecretFinder } from "./find-secrets";

/** A key that looks different in each encoding: plain, in a query, in base64. */
const KEY = "canary+key/of=the&tests%7";
const GROUP = "contract";

/** A server with a real Redis and a fake upstream over real HTTP, which is the judge. */
export type Deployment = {
  server: AppServer;
  upstream: FakeUpstream;
  redis: RedisServer;
  /** The connection between server and Redis, or between server and bridge with `wire: "rest"`. */
  line: FaultProxy;
  rest: RestBridge | null;
  /** Creates a browser that has its cookie, as after a first visit. */
  visit(): Promise<Visitor>;
  /** Creates a client without a cookie. */
  stranger(): Visitor;
  /**
   * Resolves when a call is legal. It waits until the window of a new or lost state is free, and
   * resets the breakers after failed calls, so that only tests of the breakers wait for them.
   */
  opened(): Promise<void>;
  /** Stores a snapshot of this age, fresh or not. A symbol alone means its summary. */
  seed(what: string | Wanted, copy?: { fetchedAgoMs?: number; isFresh?: boolean }): Promise<void>;
  /** Expects that no answer, no output and no stored value so far contains a secret. */
  expectNoKey(): Promise<void>;
  env: Record<string, string>;
  /** Stops it, after `expectNoKey`, so that each suite looks for the secrets it has used. */
  stop(): Promise<void>;
};

type Options = {
  wire?: "redis" | "rest";
  api?: "v1" | "v2";
  env?: Record<string, string>;
  upstream?: FakeUpstreamOptions;
  /** The folder of another build than the checkout's. */
  folder?: string;
};

export async function startDeployment(options: Options = {}): Promise<Deployment> {
  const isV1 = options.api === "v1";
  const credential = isV1 ? { v1Username: KEY } : { v2Key: KEY };
  const { QUOTA_WINDOW_SECONDS = "2", QUOTA_LIMIT = "20" } = options.env ?? {};
  const limits = { windowMs: Number(QUOTA_WINDOW_SECONDS) * 1_000, account: Number(QUOTA_LIMIT) };
  const upstream = await startFakeUpstream({ ...credential, limits, ...options.upstream });
  const redis = await startRedisServer();
  const line = await startFaultProxy({ targetPort: redis.port });
  const redisUrl = `redis://127.0.0.1:${line.port}`;
  const rest = options.wire === "rest" ? await startRestBridge({ redisUrl }) : null;
  const store: Record<string, string> = rest
    ? { UPSTASH_REDIS_REST_URL: rest.url, UPSTASH_REDIS_REST_TOKEN: rest.token }
    : { REDIS_URL: redisUrl };
  const upstreams = bothUpstreams(upstream.baseUrl);
  const env = {
    ...store,
    [isV1 ? "TRADING_VOLATILITY_V1_USERNAME" : "TRADING_VOLATILITY_API_KEY"]: KEY,
    TRADING_VOLATILITY_BASE_URL: upstream.baseUrl,
    UPSTREAM_TIMEOUT_SECONDS: "1",
    QUOTA_WINDOW_SECONDS,
    QUOTA_GROUP: GROUP,
    MARKET_HOURS: "always-open",
    ACCESS: "open",
    SESSION_SECRET: "a secret of these tests, long enough",
    FLOOD_PER_CALLER: "5000",
    FLOOD_PER_ADDRESS: "50000",
    ...options.env,
  };
  const stopRest = async () => {
    await rest?.stop();
    await line.stop();
    await Promise.all([redis.stop(), upstream.close()]);
  };
  const server = await startAppServer({ env, folder: options.folder }).catch(
    async (error: unknown) => {
      await stopRest();
      throw error;
    },
  );
  const output: string[] = [];
  const onOutput = (text: string) => void output.push(text);
  const stranger = () => createVisitor(server.port, onOutput);
  const visit = async () => {
    const visitor = stranger();
    await visitor.get("/api/rate-limit-status");
    return visitor;
  };

  const secretsIn = createSecretFinder(env);
  /** A test may have stopped the store itself. */
  const everythingSaid = async () =>
    [server.output(), ...output, ...(await everyValue(redis).catch(() => []))].join("\n");

  return {
    server,
    upstream,
    redis,
    line,
    rest,
    visit,
    stranger,
    env,
    async opened() {
      const visitor = await visit();
      // A status answer may come from memory, without a step. Then an emptied store has no state yet.
      while ((await redis.command("EVAL", CALM, "1", `gammagate:gate:${GROUP}`)) === 0) {
        await visitor.get("/api/rate-limit-status");
        await pause(50);
      }
      await untilOpen(visitor);
    },
    async seed(what, { fetchedAgoMs = 3_600_000, isFresh = false } = {}) {
      const fetchedAt = new Date(Date.now() - fetchedAgoMs).toISOString();
      const freshUntil = new Date(Date.now() + (isFresh ? 600_000 : -1_000)).toISOString();
      const wanted = typeof what === "string" ? ({ resource: "gex", symbol: what } as const) : what;
      const times = { asOf: fetchedAt, fetchedAt, freshUntil, ...NO_UPDATES };
      const snapshot = { ...figuresFixture(wanted), symbol: wanted.symbol, ...times };
      const jobKey = upstreams[isV1 ? 0 : 1]?.jobFor(wanted)?.key;
      await redis.command("SET", `gammagate:snapshot:${GROUP}:${jobKey}`, encodeEntry(snapshot));
    },
    async expectNoKey() {
      const everything = await everythingSaid();
      // Proves that the search would find the key.
      expect(everything).toContain("gammagate:");
      expect(secretsIn(everything)).toEqual([]);
    },
    async stop() {
      await server.kill();
      const found = secretsIn(await everythingSaid());
      await stopRest();
      expect(found).toEqual([]);
    },
  };
}

const NO_UPDATES = { nextExpectedAt: null, missedUpdates: [] };

/** Replies 0 when the gate has no state to reset yet. */
const CALM = `
local kept = redis.call('GET', KEYS[1])
if not kept then return 0 end
local state = cmsgpack.unpack(kept)
for _, window in pairs(state.windows) do
  local breaker = window.breaker
  window.fullUntil = 0
  breaker.state, breaker.reason, breaker.probe, breaker.rampFrom, breaker.doublings = 'closed', '', 0, 0, 0
  breaker.recent, breaker.refusedKind, breaker.steps, breaker.spans, breaker.outsideAt = {}, '', 0, {}, 0
end
state.credentials = {}
redis.call('SET', KEYS[1], cmsgpack.pack(state))
return 1`;

async function untilOpen(visitor: Visitor): Promise<void> {
  for (;;) {
    const { body } = await visitor.get("/api/rate-limit-status");
    const { nextSlotInSeconds, breaker } = quotaSchema.parse(body);
    if (nextSlotInSeconds === 0 && breaker.state !== "open") return;
    // A status answer may be a second old.
    await pause(Math.min(200, Math.max(50, (nextSlotInSeconds ?? 0) * 1_000)));
  }
}

import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";

const QUOTA_GROUP = "first-window";
const gateOf = (quotaGroup: string) => createKeys({ prefix: "", quotaGroup }).gate;

let redis: RedisServer;
let store: Store;
let server: AppServer | null;

beforeEach(async () => {
  redis = await startRedisServer();
  store = await createStore({ kind: "redis", url: redis.url }, { clock: systemClock });
  server = null;
});
afterEach(async () => {
  await server?.kill();
  await store.close();
  await redis.stop();
});

/** A real key: nothing is called with it here, its upstream is a closed port. */
const start = (env: Record<string, string>) =>
  startAppServer({
    env: {
      REDIS_URL: redis.url,
      QUOTA_GROUP,
      ACCESS: "open",
      SESSION_SECRET: "a secret for this test of the first window",
      ...env,
    },
  });
const REAL = {
  TRADING_VOLATILITY_API_KEY: "sub_first_window",
  TRADING_VOLATILITY_BASE_URL: "http://127.0.0.1:9/api",
};

test("starts the first window with the process, before any request", async () => {
  server = await start(REAL);
  await expect.poll(() => store.redis.exists(gateOf(QUOTA_GROUP)), { timeout: 10_000 }).toBe(1);
}, 60_000);

test("the demo market waits for nothing", async () => {
  server = await start({});
  expect(await store.redis.exists(gateOf("demo"))).toBe(0);
}, 60_000);

test("a process starts though its store is away", async () => {
  await redis.stop();
  server = await start(REAL);
  expect((await fetch(`${server.origin}/api/health`)).status).toBe(200);
  redis = await startRedisServer();
}, 60_000);

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseEnvironment } from "@/lib/environment/parse-environment";
import { secretsOf } from "@/lib/environment/secrets";
import { variablesSchema } from "@/lib/environment/variables";

const SECRET = "s".repeat(32);
const REST = {
  UPSTASH_REDIS_REST_URL: "https://a.upstash.io",
  UPSTASH_REDIS_REST_TOKEN: "tok-123",
  SESSION_SECRET: SECRET,
};
const REAL = { TRADING_VOLATILITY_API_KEY: "key-abc", ACCESS_PASSPHRASE: "open sesame" };

function parsed(source: Record<string, string | undefined>) {
  const result = parseEnvironment(source, "desk-1");
  if (!result.ok) throw new Error(`${result.variable} ${result.reason}`);
  return result.environment;
}

test("nothing set: embedded store, demo market, open, on loopback", () => {
  expect(parsed({})).toEqual({
    store: { kind: "embedded" },
    upstream: {
      api: "demo",
      baseUrl: "https://stocks.tradingvolatility.net/api",
      v1Username: null,
      v2Key: null,
      timeoutMs: 8_000,
      demoCadence: "two-a-day",
      looks: "learned",
    },
    quota: { limit: 20, windowMs: 60_000, group: "demo", reserve: 2 },
    marketHours: "nyse",
    access: { mode: "open" },
    refresh: { intervalMs: 10_000, cooldownMs: 60_000 },
    bounds: { queueCapacity: 500, floodPerCaller: 60, floodPerAddress: 600 },
    sessionSecret: null,
    adminPassword: null,
    adminReadOnly: false,
    alertWebhookUrl: null,
    dataDir: ".gammagate",
    origin: null,
    primary: null,
    trustProxy: "none",
    deployment: { name: "desk-1", version: "0.1.0", region: "local" },
    storePrefix: "gammagate",
    logLevel: "info",
  });
});

describe("what is set is used", () => {
  const rest = { kind: "upstash", url: "https://a.upstash.io", token: "tok-123" };
  const kv = { KV_REST_API_URL: rest.url, KV_REST_API_TOKEN: rest.token, SESSION_SECRET: SECRET };
  const redis = { REDIS_URL: "rediss://:pw@r.example:6379", SESSION_SECRET: SECRET };
  test.each<[string, Record<string, string>, object]>([
    ["the HTTP store", REST, { store: rest }],
    ["its other names", kv, { store: rest }],
    [
      "an integration's names for one store",
      { ...kv, REDIS_URL: redis.REDIS_URL },
      { store: rest },
    ],
    [
      "a slash at the end goes",
      { ...REST, UPSTASH_REDIS_REST_URL: `${rest.url}/` },
      { store: rest },
    ],
    ["any Redis", redis, { store: { kind: "redis", url: redis.REDIS_URL } }],
    [
      "a v2 key: v2, members, exchange hours, the base URL's host as group",
      REAL,
      {
        upstream: { api: "v2", v2Key: "key-abc" },
        access: { mode: "members", passphrase: "open sesame" },
        marketHours: "nyse",
        quota: { group: "stocks.tradingvolatility.net" },
      },
    ],
    [
      "a v1 name: v1",
      { TRADING_VOLATILITY_V1_USERNAME: "me", ACCESS: "open" },
      { upstream: { api: "v1", v1Username: "me" }, access: { mode: "open" } },
    ],
    [
      "v1 although both are there",
      { ...REAL, TRADING_VOLATILITY_V1_USERNAME: "me", TRADING_VOLATILITY_API: "v1" },
      { upstream: { api: "v1", v1Username: "me", v2Key: "key-abc" } },
    ],
    [
      "demo although a key is there, in the group demo always",
      { TRADING_VOLATILITY_API_KEY: "k1234", TRADING_VOLATILITY_API: "demo", QUOTA_GROUP: "x" },
      { upstream: { api: "demo" }, quota: { group: "demo" }, access: { mode: "open" } },
    ],
    ["an own group", { ...REAL, QUOTA_GROUP: "desk" }, { quota: { group: "desk" } }],
    [
      "http on loopback",
      { TRADING_VOLATILITY_BASE_URL: "http://127.0.0.1:9/api/" },
      { upstream: { baseUrl: "http://127.0.0.1:9/api" } },
    ],
    ["a window of a fraction", { QUOTA_WINDOW_SECONDS: "2.5" }, { quota: { windowMs: 2_500 } }],
    ["a limit of one leaves no reserve", { QUOTA_LIMIT: "1" }, { quota: { limit: 1, reserve: 0 } }],
    ["an own reserve", { QUOTA_RESERVE: "5" }, { quota: { reserve: 5 } }],
    ["hours", { MARKET_HOURS: "nyse" }, { marketHours: "nyse" }],
    [
      "a demo at any hour",
      { DEMO_CADENCE: "premium" },
      { upstream: { demoCadence: "premium" }, marketHours: "always-open" },
    ],
    [
      "a demo on demand in exchange hours",
      { DEMO_CADENCE: "premium", MARKET_HOURS: "nyse" },
      { upstream: { demoCadence: "premium" }, marketHours: "nyse" },
    ],
    [
      "a market that never closes: a demo on demand",
      { MARKET_HOURS: "always-open" },
      { upstream: { demoCadence: "premium" }, marketHours: "always-open" },
    ],
    [
      "the demo's cadence changes no hours of a real API",
      { ...REAL, DEMO_CADENCE: "premium" },
      { upstream: { api: "v2" }, marketHours: "nyse" },
    ],
    ["looks all day", { UPSTREAM_LOOKS: "continuous" }, { upstream: { looks: "continuous" } }],
    [
      "looks by hand",
      { UPSTREAM_LOOKS: " 09:30-10:10, 15:20-16:00", MARKET_HOURS: "nyse" },
      {
        upstream: {
          looks: [
            { startMinute: 570, endMinute: 610 },
            { startMinute: 920, endMinute: 960 },
          ],
        },
      },
    ],
    ["a time-out", { UPSTREAM_TIMEOUT_SECONDS: "1.5" }, { upstream: { timeoutMs: 1_500 } }],
    [
      "the interval and cooldown",
      { REFRESH_INTERVAL_SECONDS: "0", REFRESH_COOLDOWN_SECONDS: "1.5" },
      { refresh: { intervalMs: 0, cooldownMs: 1_500 } },
    ],
    [
      "bounds",
      { QUEUE_CAPACITY: "10", FLOOD_PER_CALLER: "11", FLOOD_PER_ADDRESS: "12" },
      { bounds: { queueCapacity: 10, floodPerCaller: 11, floodPerAddress: 12 } },
    ],
    ["an admin who only looks", { ADMIN_READ_ONLY: "1" }, { adminReadOnly: true }],
    [
      "where alerts go",
      { ALERT_WEBHOOK_URL: "https://hooks.example/t/x?sig=1" },
      { alertWebhookUrl: "https://hooks.example/t/x?sig=1" },
    ],
    ["a folder", { DATA_DIR: "/var/lib/gate" }, { dataDir: "/var/lib/gate" }],
    ["an origin", { APP_ORIGIN: "https://gate.example/" }, { origin: "https://gate.example" }],
    [
      "proxies in front",
      { APP_ORIGIN: "https://gate.example", TRUST_PROXY: "2" },
      { trustProxy: 2 },
    ],
    [
      "names",
      {
        DEPLOYMENT_NAME: "desk two",
        STORE_PREFIX: "gg2",
        LOG_LEVEL: "debug",
        PORT: "3000",
      },
      { deployment: { name: "desk two" }, storePrefix: "gg2", logLevel: "debug" },
    ],
    [
      "empty is unset",
      { ACCESS: "", QUOTA_LIMIT: " ", REDIS_URL: "" },
      { store: { kind: "embedded" }, quota: { limit: 20 } },
    ],
    [
      "Vercel: its proxy, its production host",
      {
        ...REST,
        VERCEL: "1",
        VERCEL_ENV: "production",
        VERCEL_PROJECT_PRODUCTION_URL: "gate.vercel.app",
        VERCEL_URL: "x.vercel.app",
      },
      { trustProxy: "vercel", origin: "https://gate.vercel.app" },
    ],
    [
      "Vercel: a preview's host",
      {
        ...REST,
        VERCEL: "1",
        VERCEL_ENV: "preview",
        VERCEL_URL: "x.vercel.app",
        VERCEL_REGION: "fra1",
        VERCEL_GIT_COMMIT_SHA: "0123456789abcdef",
      },
      {
        origin: "https://x.vercel.app",
        deployment: { region: "fra1", version: "0123456" },
      },
    ],
  ])("%s", (_name, source, expected) => {
    expect(parsed(source)).toMatchObject(expected);
  });
});

test("lists every secret for those who must hide it", () => {
  const secrets = secretsOf(
    parsed({
      ...REST,
      ...REAL,
      TRADING_VOLATILITY_V1_USERNAME: "v1-name",
      ADMIN_PASSWORD: "admin-password",
      ALERT_WEBHOOK_URL: "https://hooks.example/t",
    }),
  );
  expect(secrets.toSorted()).toEqual(
    [
      "tok-123",
      SECRET,
      "key-abc",
      "open sesame",
      "v1-name",
      "admin-password",
      "https://hooks.example/t",
    ].toSorted(),
  );
  const redis = parsed({ REDIS_URL: "redis://u:p%40ss@r.example", SESSION_SECRET: SECRET });
  expect(secretsOf(redis)).toContain("p@ss");
});

test(".env.example lists every variable that is read, and no other", () => {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "../.env.example");
  const listed = [...readFileSync(file, "utf8").matchAll(/^# ?([A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  );
  const read = Object.keys(variablesSchema.shape).filter((name) => !name.startsWith("VERCEL"));
  expect(listed.toSorted()).toEqual(read.toSorted());
});

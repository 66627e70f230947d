import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { secretsOf } from "@/lib/environment/secrets";
import { variablesSchema } from "@/lib/environment/variables";
import { parseEnvironment } from "@/lib/parse-environment";

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
    },
    quota: { limit: 20, windowMs: 60_000, group: "demo", reserve: 2 },
    marketHours: "always-open",
    access: { mode: "open" },
    refresh: { intervalMs: 10_000, cooldownMs: 60_000 },
    bounds: { queueCapacity: 500, floodPerCaller: 60, floodPerAddress: 600 },
    sessionSecret: null,
    adminPassword: null,
    adminReadOnly: false,
    alertWebhookUrl: null,
    dataDir: ".gammagate",
    origin: null,
    trustProxy: "none",
    deployment: { name: "desk-1", role: "primary", version: "0.1.0", region: "local" },
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
    [
      "members by an admin's keys, without a passphrase",
      { ACCESS: "members", ADMIN_PASSWORD: "x".repeat(12) },
      { access: { mode: "members", passphrase: null } },
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
        DEPLOYMENT_ROLE: "primary",
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
        ...{ ...REST, VERCEL: "1", VERCEL_ENV: "preview", VERCEL_URL: "x.vercel.app" },
        ...{ VERCEL_REGION: "fra1", VERCEL_GIT_COMMIT_SHA: "0123456789abcdef" },
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

describe("a bad value stops the start, names its variable and never shows the value", () => {
  const on = (variable: string, ...values: string[]) =>
    values.map((value): [string, string, Record<string, string>] => [variable, value, {}]);
  test.each([
    ...on(
      "UPSTASH_REDIS_REST_URL",
      "a.upstash.io",
      "http://a.upstash.io",
      "https://u:pw9@a.io",
      "https://a.io/?q=77",
    ),
    ...on("KV_REST_API_URL", "ftp://kv.example"),
    ...on("UPSTASH_REDIS_REST_TOKEN", "two words", "caf\u00e9-token"),
    ...on("KV_REST_API_TOKEN", "line\nbreak"),
    ...on("REDIS_URL", "http://r.example", "r.example:6379"),
    ...on("TRADING_VOLATILITY_API_KEY", "k y z", "k".repeat(5_000)),
    ...on("TRADING_VOLATILITY_V1_USERNAME", "my name"),
    ...on("TRADING_VOLATILITY_API", "v3", "V1"),
    ...on(
      "TRADING_VOLATILITY_BASE_URL",
      "http://evil.example/api",
      "//evil.example",
      "javascript:alert(7)",
      "http://127.0.0.1.evil.example",
    ),
    ...on("QUOTA_LIMIT", "0", "-7", "1.5", "77x", "1e309", "Infinity", "0x14", "10001"),
    ...on("QUOTA_WINDOW_SECONDS", "0", "-7", "7e1", "99999"),
    ...on("QUOTA_GROUP", "a b", "{x7}", "g".repeat(101)),
    ...on("QUOTA_RESERVE", "20", "-7", "1.5"),
    ...on("MARKET_HOURS", "24/7"),
    ...on("UPSTREAM_TIMEOUT_SECONDS", "0.5", "21"),
    ...on("ACCESS", "public7"),
    ...on("ACCESS_PASSPHRASE", "p".repeat(1_025)),
    ...on("REFRESH_INTERVAL_SECONDS", "-7", "ten"),
    ...on("REFRESH_COOLDOWN_SECONDS", "-7", "999999"),
    ...on("QUEUE_CAPACITY", "0", "501"),
    ...on("FLOOD_PER_CALLER", "0", "7.7"),
    ...on("FLOOD_PER_ADDRESS", "0", "many"),
    ...on("SESSION_SECRET", "x".repeat(31)),
    ...on("ADMIN_PASSWORD", "hunter2hunt"),
    ...on("ADMIN_READ_ONLY", "yes7"),
    ...on("ALERT_WEBHOOK_URL", "hooks.example/7", "http://hooks.example/7"),
    ...on("DATA_DIR", "a\0b7"),
    ...on(
      "APP_ORIGIN",
      "gate.example",
      "https://gate.example/path7",
      "ftp://gate.example",
      "https://GATE.example",
    ),
    ...on("TRUST_PROXY", "77", "all", "-1"),
    ...on("DEPLOYMENT_NAME", "n".repeat(61), "tab\there"),
    ...on("DEPLOYMENT_ROLE", "secondary7"),
    ...on("STORE_PREFIX", "a:b7", "{x7}"),
    ...on("PORT", "65536", "http"),
    ...on("LOG_LEVEL", "verbose"),
  ])("%s=%j", (variable, value, beside) => {
    const result = parseEnvironment({ ...beside, [variable]: value });
    expect(result).toMatchObject({ ok: false, variable });
    // Short values may be part of an honest rule ("1 to 20"); longer ones never.
    if (!result.ok && value.length > 2) expect(result.reason).not.toContain(value);
  });
});

describe("a contradiction names the variable to change", () => {
  test.each<[string, string, Record<string, string>]>([
    [
      "a store without its token",
      "UPSTASH_REDIS_REST_TOKEN",
      { UPSTASH_REDIS_REST_URL: "https://a.io" },
    ],
    ["a token without its store", "KV_REST_API_URL", { KV_REST_API_TOKEN: "t1234" }],
    [
      "two HTTP stores",
      "KV_REST_API_URL",
      { ...REST, KV_REST_API_URL: "https://b.io", KV_REST_API_TOKEN: "t1234" },
    ],
    ["a password that is half encoded", "REDIS_URL", { REDIS_URL: "redis://:100%@r.example" }],
    ["an HTTP store and another", "REDIS_URL", { ...REST, REDIS_URL: "redis://r.example" }],
    ["the embedded store on Vercel", "UPSTASH_REDIS_REST_URL", { VERCEL: "1" }],
    [
      "a shared store without a session secret",
      "SESSION_SECRET",
      { REDIS_URL: "redis://r.example" },
    ],
    ["v2 without its key", "TRADING_VOLATILITY_API_KEY", { TRADING_VOLATILITY_API: "v2" }],
    ["v1 without its name", "TRADING_VOLATILITY_V1_USERNAME", { TRADING_VOLATILITY_API: "v1" }],
    ["members without a passphrase", "ACCESS_PASSPHRASE", { ACCESS: "members" }],
    [
      "a real key without a passphrase",
      "ACCESS_PASSPHRASE",
      { TRADING_VOLATILITY_API_KEY: "k1234" },
    ],
    [
      "open with a passphrase",
      "ACCESS_PASSPHRASE",
      { ACCESS: "open", ACCESS_PASSPHRASE: "sesame" },
    ],
    ["a proxy in front without an origin", "APP_ORIGIN", { TRUST_PROXY: "1" }],
    ["Vercel's proxy elsewhere", "TRUST_PROXY", { TRUST_PROXY: "vercel" }],
    ["a reserve of everything", "QUOTA_RESERVE", { QUOTA_LIMIT: "2", QUOTA_RESERVE: "2" }],
  ])("%s", (_name, variable, source) => {
    const result = parseEnvironment(source);
    expect(result).toMatchObject({ ok: false, variable });
    if (result.ok) return;
    for (const value of Object.values(source).filter((text) => text.length > 4)) {
      expect(result.reason).not.toContain(value);
    }
  });
});

test("every secret is told to those who must hide it", () => {
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

import { describe, expect, test } from "vitest";
import { parseEnvironment } from "@/lib/environment/parse-environment";

const REST = {
  UPSTASH_REDIS_REST_URL: "https://a.upstash.io",
  UPSTASH_REDIS_REST_TOKEN: "tok-123",
  SESSION_SECRET: "s".repeat(32),
};

const SECONDARY = {
  DEPLOYMENT_ROLE: "secondary",
  PRIMARY_URL: "https://gate.example",
  PRIMARY_KEY: "gg_abcdefgh_secret",
  ACCESS: "open",
};

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
    ...on("DEMO_CADENCE", "hourly"),
    ...on("UPSTREAM_TIMEOUT_SECONDS", "0.5", "21"),
    ...on(
      "UPSTREAM_LOOKS",
      "always7",
      "9:30-10:10",
      "10:10-09:37",
      "09:30-10:10,10:07-10:20",
      "09:29-10:07",
      "15:20-16:07",
      "09:30-10:77",
      "09:30-10:10,",
    ),
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
    ...on("DEPLOYMENT_ROLE", "replica7"),
    ...on("PRIMARY_URL", "http://gate.example", "https://u:pw9@gate.example", "gate.example"),
    ...on("PRIMARY_KEY", "two words7"),
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
      "members with only an admin password, so that no one could sign in",
      "ACCESS_PASSPHRASE",
      { ACCESS: "members", ADMIN_PASSWORD: "x".repeat(12) },
    ],
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
    ["a secondary without a primary", "PRIMARY_URL", { DEPLOYMENT_ROLE: "secondary" }],
    ["a secondary without a key", "PRIMARY_KEY", { ...SECONDARY, PRIMARY_KEY: "" }],
    [
      "a secondary with an upstream key",
      "TRADING_VOLATILITY_API_KEY",
      { ...SECONDARY, TRADING_VOLATILITY_API_KEY: "k1234" },
    ],
    [
      "a secondary with an upstream name",
      "TRADING_VOLATILITY_V1_USERNAME",
      { ...SECONDARY, TRADING_VOLATILITY_V1_USERNAME: "n1234" },
    ],
    [
      "a secondary with an upstream",
      "TRADING_VOLATILITY_API",
      { ...SECONDARY, TRADING_VOLATILITY_API: "demo" },
    ],
    [
      "a secondary with an Admin",
      "ADMIN_PASSWORD",
      { ...SECONDARY, ADMIN_PASSWORD: "x".repeat(12) },
    ],
    ["a secondary without a passphrase", "ACCESS_PASSPHRASE", { ...SECONDARY, ACCESS: "" }],
    [
      "a secondary that points to its own origin",
      "PRIMARY_URL",
      { ...SECONDARY, APP_ORIGIN: "https://gate.example" },
    ],
    [
      "a secondary that points to its own port",
      "PRIMARY_URL",
      { ...SECONDARY, PRIMARY_URL: "http://127.0.0.1:4567", PORT: "4567" },
    ],
    ["a primary of a primary", "PRIMARY_URL", { PRIMARY_URL: "https://gate.example" }],
    ["a primary's key without its role", "PRIMARY_KEY", { PRIMARY_KEY: "gg_1_2" }],
    ["a proxy in front without an origin", "APP_ORIGIN", { TRUST_PROXY: "1" }],
    ["Vercel's proxy elsewhere", "TRUST_PROXY", { TRUST_PROXY: "vercel" }],
    [
      "two updates a day in a market that never closes",
      "DEMO_CADENCE",
      { DEMO_CADENCE: "two-a-day", MARKET_HOURS: "always-open" },
    ],
    [
      "updates at set times in a market that never closes",
      "UPSTREAM_LOOKS",
      { UPSTREAM_LOOKS: "09:30-10:10", MARKET_HOURS: "always-open" },
    ],
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

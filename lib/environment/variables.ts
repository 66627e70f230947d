import { z } from "zod";
import { callerPolicy, gatePolicy, upstreamPolicy } from "@/lib/policy";
import { type LookTimes, parseLookTimes } from "./look-times";
import { isLoopbackHost } from "./loopback";

const VISIBLE = /^[\x21-\x7e]+$/;

/** One line of printable text without spaces, such as a key or token. */
const keySchema = z
  .string()
  .trim()
  .max(4_096, "is too long")
  .regex(VISIBLE, "contains characters that no key has");

function wordSchema(pattern: RegExp, reason: string) {
  return z.string().trim().regex(pattern, reason);
}

function oneOf<const Choices extends readonly [string, ...string[]]>(...choices: Choices) {
  return z
    .string()
    .trim()
    .pipe(z.enum(choices, { error: `must be ${choices.join(" or ")}` }));
}

/** Plain decimals only: no signs, exponents or units. */
function numberSchema(least: number, most: number, form: "whole" | "decimal" = "whole") {
  const pattern = form === "whole" ? /^\d{1,9}$/ : /^\d{1,9}(\.\d{1,6})?$/;
  const reason = `must be a ${form === "whole" ? "whole " : ""}number from ${least} to ${most}`;
  return z
    .string()
    .trim()
    .regex(pattern, reason)
    .transform(Number)
    .pipe(z.number().min(least, reason).max(most, reason));
}

/** https anywhere, http on this machine only, because a key is sent along. No trailing slash. */
const secureUrlSchema = z
  .string()
  .trim()
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    const isSecure =
      url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
    return isSecure && url.username === "" && url.password === "" && !/[?#]/.test(text);
  }, "must be an https URL (http on loopback) without credentials, query or fragment")
  .transform((text) => text.replace(/\/+$/, ""));

/** Its path and query are the token. */
const webhookSchema = z
  .string()
  .trim()
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname));
  }, "must be an https URL (http on loopback)");

function isDecodable(address: string): boolean {
  try {
    const { username, password } = new URL(address);
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

const redisUrlSchema = z
  .string()
  .trim()
  .refine(
    (text) => URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol),
    "must be a redis:// or rediss:// URL",
  )
  .refine(isDecodable, "must have its user and password percent-encoded");

const originSchema = z
  .string()
  .trim()
  .transform((text) => text.replace(/\/$/, ""))
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text,
    "must be an exact origin: scheme, host and port only",
  );

const hostSchema = wordSchema(/^[A-Za-z0-9.-]+(:\d+)?$/, "must be a host name");

const looksSchema = z
  .string()
  .trim()
  .transform((text) => (text === "continuous" ? text : parseLookTimes(text)))
  .refine(
    (looks): looks is "continuous" | LookTimes[] => looks !== null,
    "must be continuous, or times HH:MM-HH:MM in order, in New York from 09:30 to 16:00",
  );

const trustProxySchema = z
  .string()
  .trim()
  .regex(/^(none|vercel|[1-9]|10)$/, "must be none, vercel or the number of proxies (1 to 10)")
  .transform((text) => (text === "none" || text === "vercel" ? text : Number(text)));

/** Each variable by itself. Messages state the rule, never the value. */
export const variablesSchema = z.object({
  UPSTASH_REDIS_REST_URL: secureUrlSchema.optional(),
  UPSTASH_REDIS_REST_TOKEN: keySchema.optional(),
  KV_REST_API_URL: secureUrlSchema.optional(),
  KV_REST_API_TOKEN: keySchema.optional(),
  REDIS_URL: redisUrlSchema.optional(),
  TRADING_VOLATILITY_API_KEY: keySchema.optional(),
  TRADING_VOLATILITY_V1_USERNAME: keySchema.optional(),
  TRADING_VOLATILITY_API: oneOf("v1", "v2", "demo").optional(),
  DEMO_CADENCE: oneOf("two-a-day", "premium").optional(),
  TRADING_VOLATILITY_BASE_URL: secureUrlSchema.prefault("https://stocks.tradingvolatility.net/api"),
  QUOTA_LIMIT: numberSchema(1, 10_000).prefault("20"),
  QUOTA_WINDOW_SECONDS: numberSchema(0.1, 3_600, "decimal").prefault("60"),
  QUOTA_GROUP: wordSchema(
    /^[A-Za-z0-9._:-]{1,100}$/,
    "must be 1 to 100 letters, digits, dots, colons, dashes",
  ).optional(),
  QUOTA_RESERVE: numberSchema(0, 10_000).optional(),
  MARKET_HOURS: oneOf("nyse", "always-open").optional(),
  UPSTREAM_TIMEOUT_SECONDS: numberSchema(
    1,
    upstreamPolicy.timeoutMaxMs / 1_000,
    "decimal",
  ).prefault("8"),
  UPSTREAM_LOOKS: looksSchema.optional(),
  ACCESS: oneOf("open", "members").optional(),
  ACCESS_PASSPHRASE: z.string().max(callerPolicy.passphraseBytesMax, "is too long").optional(),
  REFRESH_INTERVAL_SECONDS: numberSchema(0, 3_600, "decimal").prefault("10"),
  REFRESH_COOLDOWN_SECONDS: numberSchema(0, 86_400, "decimal").prefault("60"),
  QUEUE_CAPACITY: numberSchema(1, gatePolicy.jobsMax).prefault("500"),
  FLOOD_PER_CALLER: numberSchema(1, 1_000_000).prefault("60"),
  FLOOD_PER_ADDRESS: numberSchema(1, 1_000_000).prefault("600"),
  SESSION_SECRET: z.string().min(32, "needs 32 characters or more").optional(),
  ADMIN_PASSWORD: z.string().min(12, "needs 12 characters or more").optional(),
  ADMIN_READ_ONLY: oneOf("0", "1").prefault("0"),
  ALERT_WEBHOOK_URL: webhookSchema.optional(),
  DATA_DIR: z
    .string()
    .regex(/^[^\0]+$/, "must be a path")
    .prefault(".gammagate"),
  APP_ORIGIN: originSchema.optional(),
  TRUST_PROXY: trustProxySchema.optional(),
  DEPLOYMENT_NAME: wordSchema(
    /^[\x20-\x7e]{1,60}$/,
    "must be 1 to 60 printable characters",
  ).optional(),
  DEPLOYMENT_ROLE: oneOf("primary", "secondary").prefault("primary"),
  PRIMARY_URL: secureUrlSchema.optional(),
  PRIMARY_KEY: keySchema.optional(),
  STORE_PREFIX: wordSchema(
    /^[A-Za-z0-9_-]{1,40}$/,
    "must be 1 to 40 letters, digits, dashes",
  ).prefault("gammagate"),
  PORT: numberSchema(0, 65_535).optional(),
  LOG_LEVEL: oneOf("debug", "info", "warn", "error").prefault("info"),
  // Set by the platform.
  VERCEL: z.string().optional(),
  VERCEL_ENV: z.string().optional(),
  VERCEL_REGION: z.string().optional(),
  VERCEL_GIT_COMMIT_SHA: z.string().optional(),
  VERCEL_URL: hostSchema.optional(),
  VERCEL_BRANCH_URL: hostSchema.optional(),
  VERCEL_PROJECT_PRODUCTION_URL: hostSchema.optional(),
});
export type Variables = z.output<typeof variablesSchema>;

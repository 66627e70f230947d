import { VERSION } from "@/lib/policy";
import { contradiction } from "./contradiction";
import {
  accessOf,
  apiOf,
  demoCadenceOf,
  marketHoursOf,
  originOf,
  primaryOf,
  quotaGroupOf,
  storeOf,
} from "./derived";
import type { Environment } from "./environment";
import { type Variables, variablesSchema } from "./variables";

export type ParsedEnvironment =
  | { ok: true; environment: Environment }
  /** `reason` never contains the value. */
  | { ok: false; variable: string; reason: string };

/**
 * Parses the environment from its variables: each by zod, then the rules between them. Pure.
 * `hostName` is the default of DEPLOYMENT_NAME.
 */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  hostName = "local",
): ParsedEnvironment {
  // Empty means unset: .env files and dashboards have no other way to say it.
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = variablesSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, variable: String(issue?.path[0] ?? ""), reason: issue?.message ?? "" };
  }
  const variables = parsed.data;
  const refusal = contradiction(variables);
  if (refusal !== null) return { ok: false, ...refusal };
  return { ok: true, environment: environmentOf(variables, hostName) };
}

function environmentOf(variables: Variables, hostName: string): Environment {
  const api = apiOf(variables);
  const baseUrl = variables.TRADING_VOLATILITY_BASE_URL;
  return {
    store: storeOf(variables),
    upstream: {
      api,
      baseUrl,
      v1Username: variables.TRADING_VOLATILITY_V1_USERNAME ?? null,
      v2Key: variables.TRADING_VOLATILITY_API_KEY ?? null,
      timeoutMs: variables.UPSTREAM_TIMEOUT_SECONDS * 1_000,
      demoCadence: demoCadenceOf(variables),
      looks: variables.UPSTREAM_LOOKS ?? "learned",
    },
    quota: {
      limit: variables.QUOTA_LIMIT,
      windowMs: variables.QUOTA_WINDOW_SECONDS * 1_000,
      group: quotaGroupOf(variables),
      reserve: variables.QUOTA_RESERVE ?? Math.min(2, variables.QUOTA_LIMIT - 1),
    },
    marketHours: marketHoursOf(variables),
    access:
      accessOf(variables) === "open"
        ? { mode: "open" }
        : { mode: "members", passphrase: variables.ACCESS_PASSPHRASE ?? null },
    refresh: {
      intervalMs: variables.REFRESH_INTERVAL_SECONDS * 1_000,
      cooldownMs: variables.REFRESH_COOLDOWN_SECONDS * 1_000,
    },
    bounds: {
      queueCapacity: variables.QUEUE_CAPACITY,
      floodPerCaller: variables.FLOOD_PER_CALLER,
      floodPerAddress: variables.FLOOD_PER_ADDRESS,
    },
    sessionSecret: variables.SESSION_SECRET ?? null,
    adminPassword: variables.ADMIN_PASSWORD ?? null,
    adminReadOnly: variables.ADMIN_READ_ONLY === "1",
    alertWebhookUrl: variables.ALERT_WEBHOOK_URL ?? null,
    dataDir: variables.DATA_DIR,
    origin: originOf(variables),
    trustProxy: variables.TRUST_PROXY ?? (variables.VERCEL === undefined ? "none" : "vercel"),
    deployment: {
      name: variables.DEPLOYMENT_NAME ?? hostName.slice(0, 60),
      version: variables.VERCEL_GIT_COMMIT_SHA?.slice(0, 7) ?? VERSION,
      region: variables.VERCEL_REGION ?? "local",
    },
    primary: primaryOf(variables),
    storePrefix: variables.STORE_PREFIX,
    logLevel: variables.LOG_LEVEL,
  };
}

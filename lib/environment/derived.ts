import type { Environment } from "./environment";
import type { Variables } from "./variables";

/** Store integrations set KV_* and REDIS_URL together, for one store. The HTTP one is used. */
export function storeOf(variables: Variables): Environment["store"] {
  const url = variables.UPSTASH_REDIS_REST_URL ?? variables.KV_REST_API_URL;
  const token = variables.UPSTASH_REDIS_REST_TOKEN ?? variables.KV_REST_API_TOKEN;
  if (url !== undefined && token !== undefined) return { kind: "upstash", url, token };
  return variables.REDIS_URL === undefined
    ? { kind: "embedded" }
    : { kind: "redis", url: variables.REDIS_URL };
}

export function apiOf(variables: Variables): Environment["upstream"]["api"] {
  if (variables.DEPLOYMENT_ROLE === "secondary") return "primary";
  if (variables.TRADING_VOLATILITY_API !== undefined) return variables.TRADING_VOLATILITY_API;
  if (variables.TRADING_VOLATILITY_API_KEY !== undefined) return "v2";
  return variables.TRADING_VOLATILITY_V1_USERNAME === undefined ? "demo" : "v1";
}

export function accessOf(variables: Variables): "open" | "members" {
  return variables.ACCESS ?? (apiOf(variables) === "demo" ? "open" : "members");
}

/** A market that never closes has no two updates a day. */
export function demoCadenceOf(variables: Variables): Environment["upstream"]["demoCadence"] {
  const usual = variables.MARKET_HOURS === "always-open" ? "premium" : "two-a-day";
  return variables.DEMO_CADENCE ?? usual;
}

/** The demo market with a premium cadence can be tried at any hour. */
export function marketHoursOf(variables: Variables): Environment["marketHours"] {
  const isOnDemand = apiOf(variables) === "demo" && demoCadenceOf(variables) === "premium";
  return variables.MARKET_HOURS ?? (isOnDemand ? "always-open" : "nyse");
}

/** APP_ORIGIN, or on Vercel its own variables. Null: loopback, taken from the request. */
export function originOf(variables: Variables): string | null {
  if (variables.APP_ORIGIN !== undefined) return variables.APP_ORIGIN;
  if (variables.VERCEL === undefined) return null;
  const host =
    variables.VERCEL_ENV === "production"
      ? (variables.VERCEL_PROJECT_PRODUCTION_URL ?? variables.VERCEL_URL)
      : (variables.VERCEL_BRANCH_URL ?? variables.VERCEL_URL);
  return host === undefined ? null : `https://${host}`;
}

/** The deployment that a secondary asks. Null on a primary. */
export function primaryOf(variables: Variables): Environment["primary"] {
  const { DEPLOYMENT_ROLE: role, PRIMARY_URL: url, PRIMARY_KEY: key } = variables;
  return role === "secondary" && url !== undefined && key !== undefined ? { url, key } : null;
}

/** Deployments with one group share a quota and a cache. A secondary's copies are its primary's. */
export function quotaGroupOf(variables: Variables): string {
  const primary = primaryOf(variables);
  if (primary) return `primary:${new URL(primary.url).host}`;
  const usual = new URL(variables.TRADING_VOLATILITY_BASE_URL).host;
  return apiOf(variables) === "demo" ? "demo" : (variables.QUOTA_GROUP ?? usual);
}

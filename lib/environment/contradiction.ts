import { accessOf, apiOf, marketHoursOf, originOf, storeOf } from "./derived";
import { roleContradiction } from "./role-contradiction";
import type { Variables } from "./variables";

type Refusal = { variable: string; reason: string };

/** Returns the first broken rule between variables, or null. */
export function contradiction(variables: Variables): Refusal | null {
  return (
    roleContradiction(variables) ??
    storeContradiction(variables) ??
    upstreamContradiction(variables) ??
    accessContradiction(variables)
  );
}

function storeContradiction(variables: Variables): Refusal | null {
  const pairs = [
    ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
    ["KV_REST_API_URL", "KV_REST_API_TOKEN"],
  ] as const;
  for (const [url, token] of pairs) {
    if (variables[url] !== undefined && variables[token] === undefined) {
      return { variable: token, reason: `is missing: ${url} is set` };
    }
    if (variables[url] === undefined && variables[token] !== undefined) {
      return { variable: url, reason: `is missing: ${token} is set` };
    }
  }
  const { UPSTASH_REDIS_REST_URL: upstash, KV_REST_API_URL: kv } = variables;
  if (upstash !== undefined && kv !== undefined && upstash !== kv) {
    return {
      variable: "KV_REST_API_URL",
      reason: "points to a different store than UPSTASH_REDIS_REST_URL",
    };
  }
  if (upstash !== undefined && variables.REDIS_URL !== undefined) {
    return { variable: "REDIS_URL", reason: "and UPSTASH_REDIS_REST_URL are both set: remove one" };
  }
  const isEmbedded = storeOf(variables).kind === "embedded";
  if (isEmbedded && variables.VERCEL !== undefined) {
    return { variable: "UPSTASH_REDIS_REST_URL", reason: "is required on Vercel" };
  }
  if (!isEmbedded && variables.SESSION_SECRET === undefined) {
    return { variable: "SESSION_SECRET", reason: "is required with a shared store" };
  }
  return null;
}

function upstreamContradiction(variables: Variables): Refusal | null {
  const api = apiOf(variables);
  if (api === "v2" && variables.TRADING_VOLATILITY_API_KEY === undefined) {
    return {
      variable: "TRADING_VOLATILITY_API_KEY",
      reason: "is required with TRADING_VOLATILITY_API=v2",
    };
  }
  if (api === "v1" && variables.TRADING_VOLATILITY_V1_USERNAME === undefined) {
    return {
      variable: "TRADING_VOLATILITY_V1_USERNAME",
      reason: "is required with TRADING_VOLATILITY_API=v1",
    };
  }
  const isTwoADay = variables.DEMO_CADENCE === "two-a-day";
  if (api === "demo" && isTwoADay && variables.MARKET_HOURS === "always-open") {
    return { variable: "DEMO_CADENCE", reason: "needs MARKET_HOURS=nyse for two updates a day" };
  }
  const looks = variables.UPSTREAM_LOOKS ?? "continuous";
  if (looks !== "continuous" && marketHoursOf(variables) === "always-open") {
    return {
      variable: "UPSTREAM_LOOKS",
      reason: "has times, which need MARKET_HOURS=nyse",
    };
  }
  if ((variables.QUOTA_RESERVE ?? 0) >= variables.QUOTA_LIMIT) {
    return { variable: "QUOTA_RESERVE", reason: "must be below QUOTA_LIMIT" };
  }
  return null;
}

function accessContradiction(variables: Variables): Refusal | null {
  const passphrase = variables.ACCESS_PASSPHRASE;
  if (variables.ACCESS === "open" && passphrase !== undefined) {
    return { variable: "ACCESS_PASSPHRASE", reason: "has no effect with ACCESS=open" };
  }
  const isMembers = accessOf(variables) === "members";
  if (isMembers && passphrase === undefined) {
    return {
      variable: "ACCESS_PASSPHRASE",
      reason: "is required unless ACCESS=open",
    };
  }
  const trust = variables.TRUST_PROXY;
  if (trust === "vercel" && variables.VERCEL === undefined) {
    return {
      variable: "TRUST_PROXY",
      reason: "trusts Vercel's proxy, but this server is not on Vercel",
    };
  }
  // Behind a proxy the request's own Host proves nothing.
  if (typeof trust === "number" && originOf(variables) === null) {
    return { variable: "APP_ORIGIN", reason: "is required with TRUST_PROXY" };
  }
  return null;
}

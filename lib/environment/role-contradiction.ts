import { originOf } from "./derived";
import { isLoopbackHost } from "./loopback";
import type { Variables } from "./variables";

type Refusal = { variable: string; reason: string };

const DEFAULT_PORT = 3_000;

/** What only a deployment that makes upstream calls or has an Admin may set. */
const OF_A_PRIMARY = [
  "TRADING_VOLATILITY_API_KEY",
  "TRADING_VOLATILITY_V1_USERNAME",
  "TRADING_VOLATILITY_API",
  "ADMIN_PASSWORD",
] as const;

/** Returns the first broken rule of DEPLOYMENT_ROLE, or null. */
export function roleContradiction(variables: Variables): Refusal | null {
  const { PRIMARY_URL: url, PRIMARY_KEY: key } = variables;
  if (variables.DEPLOYMENT_ROLE === "primary") {
    if (url === undefined && key === undefined) return null;
    const variable = url === undefined ? "PRIMARY_KEY" : "PRIMARY_URL";
    return { variable, reason: "has no effect with this DEPLOYMENT_ROLE" };
  }
  const unwanted = OF_A_PRIMARY.find((name) => variables[name] !== undefined);
  if (unwanted) {
    return { variable: unwanted, reason: "belongs on the primary, not on this DEPLOYMENT_ROLE" };
  }
  const reason = "is required with this DEPLOYMENT_ROLE";
  if (url === undefined) return { variable: "PRIMARY_URL", reason };
  if (key === undefined) return { variable: "PRIMARY_KEY", reason };
  if (isOwnAddress(new URL(url), variables)) {
    return { variable: "PRIMARY_URL", reason: "points to this deployment itself" };
  }
  return null;
}

/** By its origin, or by its port on this machine. Other names are found out by the first answer. */
function isOwnAddress({ origin, hostname, port, protocol }: URL, variables: Variables): boolean {
  if (origin === originOf(variables)) return true;
  const ownPort = variables.PORT ?? DEFAULT_PORT;
  return isLoopbackHost(hostname) && protocol === "http:" && Number(port || 80) === ownPort;
}

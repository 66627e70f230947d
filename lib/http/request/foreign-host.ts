import type { IncomingHttpHeaders } from "node:http";
import { isIPv4 } from "node:net";
import { isLoopbackHost } from "@/lib/environment/loopback";

/**
 * Whether `Host` is a name that does not belong to this deployment. A page under such a name may
 * have pointed it at this address (DNS rebinding). Its requests then have the same origin, and over
 * plain http nothing else distinguishes them. `origin` is APP_ORIGIN; without it scripts may use
 * any name, and only a browser's request is foreign. Addresses and names without a dot cannot be
 * pointed elsewhere by an attacker: proxies set them.
 */
export function isForeignHost(headers: IncomingHttpHeaders, origin: string | null): boolean {
  const { host } = headers;
  if (host === undefined || host === "") return false;
  if (origin === null && headers["accept-language"] === undefined) return false;
  const name = hostnameOf(`http://${host}`);
  if (name === null) return true;
  if (isIPv4(name) || name.startsWith("[") || isLoopbackHost(name)) return false;
  return name.includes(".") && name !== (origin === null ? null : hostnameOf(origin));
}

function hostnameOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname : null;
}

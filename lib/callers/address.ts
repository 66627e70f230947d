import { isIP, isIPv4, isIPv6 } from "node:net";
import type { Environment } from "@/lib/environment/environment";
import { PEER_HEADER } from "@/lib/environment/inner-headers";

/** The addresses of a proxy on this machine. Its clients have other addresses. */
const THIS_MACHINE = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

/**
 * Returns the client's network address, or null if unknown. `trustProxy` "none": the socket's
 * address, unless it is this machine's. A number: how many proxies in front append to
 * X-Forwarded-For; the outermost of them wrote the entry that many from the right. "vercel"
 * overwrites the header, so its last entry counts. Returns IPv4 as is and IPv6 as its /64
 * (`2001:db8:0:1::/64`), because a household owns a whole /64.
 */
export function addressOf(headers: Headers, trustProxy: Environment["trustProxy"]): string | null {
  if (trustProxy === "none") {
    const peer = headers.get(PEER_HEADER);
    return peer === null || THIS_MACHINE.includes(peer) ? null : normalised(peer);
  }
  const fromRight = trustProxy === "vercel" ? 1 : trustProxy;
  const entries = headers.get("x-forwarded-for")?.split(",") ?? [];
  // Fewer entries than proxies: the request bypassed a proxy, so the header was not checked.
  const entry = fromRight >= 1 ? entries.at(-fromRight) : undefined;
  return entry === undefined ? null : normalised(entry.trim());
}

function normalised(entry: string): string | null {
  const address = withoutPort(entry);
  if (isIPv4(address)) return address;
  // A zone (`fe80::1%eth0`) is meaningful on one machine only.
  if (!isIPv6(address) || address.includes("%")) return null;
  const groups = groupsOf(address);
  const isMappedIPv4 = groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff";
  return isMappedIPv4 ? mappedIPv4(groups) : `${groups.slice(0, 4).join(":")}::/64`;
}

/** Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  if (isIP(entry)) return entry;
  return /^\[([^\]]+)\](?::\d{1,5})?$/.exec(entry)?.[1] ?? entry.replace(/:\d{1,5}$/, "");
}

/** Returns the eight groups of a valid IPv6 address, in lower-case hex without leading zeros. */
function groupsOf(address: string): string[] {
  // URL normalizes any IPv6 form, including embedded IPv4, to the compressed form of RFC 5952.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after];
}

function mappedIPv4(groups: string[]): string {
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

import { isIP, isIPv4, isIPv6 } from "node:net";
import type { Environment } from "@/lib/environment";

/**
 * The network address of whoever asks, or null where it is not known. `trustProxy`: "none" believes
 * no header; a number is how many proxies in front append to X-Forwarded-For, the outermost of ours
 * wrote the entry that many from the right; "vercel" overwrites it, so its last entry is the one.
 * IPv4 comes as it is, IPv6 as its /64 (`2001:db8:0:1::/64`): a household has all of one.
 */
export function addressOf(headers: Headers, trustProxy: Environment["trustProxy"]): string | null {
  if (trustProxy === "none") return null;
  const fromRight = trustProxy === "vercel" ? 1 : trustProxy;
  const entries = headers.get("x-forwarded-for")?.split(",") ?? [];
  // Fewer entries than proxies: the request came around one, whatever it says was not checked.
  const entry = fromRight >= 1 ? entries.at(-fromRight) : undefined;
  return entry === undefined ? null : normalised(entry.trim());
}

function normalised(entry: string): string | null {
  const address = withoutPort(entry);
  if (isIPv4(address)) return address;
  // A zone (`fe80::1%eth0`) means something on one machine only.
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

/** The eight groups of an IPv6 address that was checked, in lower-case hex without leading zeros. */
function groupsOf(address: string): string[] {
  // URL writes any IPv6 form, an embedded IPv4 too, in the one compressed way of RFC 5952.
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

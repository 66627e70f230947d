import { httpPolicy } from "@/lib/policy";

/**
 * How long a request of the drop-in proxy waits in the queue, seconds: by `wait=` in the address,
 * else by `Prefer: wait=`, else by default. Never refuses: an unreadable wish is no wish.
 */
export function readProxyWait(headers: Headers, asked: string | null): number {
  const preferred = /(?:^|[,\s])wait="?(\d{1,6})/i.exec(headers.get("prefer") ?? "")?.[1];
  const seconds = [asked, preferred].find((text) => text != null && /^\d{1,6}$/.test(text));
  return seconds == null
    ? httpPolicy.proxyWaitDefaultSeconds
    : Math.min(Number(seconds), httpPolicy.waitMaxSeconds);
}

import { httpPolicy } from "@/lib/policy";

export type Preference = {
  /** How long to wait in queue before answering 202. */
  waitSeconds: number;
  /** `Preference-Applied` with what was used, or no headers. */
  headers: Record<string, string>;
};

/**
 * Reads `Prefer: wait=N` and `respond-async` (RFC 7240). Ignores what it cannot use; never refuses.
 * `usualSeconds`: the wait of a request that names none.
 */
export function readPrefer(
  headers: Headers,
  usualSeconds: number = httpPolicy.waitDefaultSeconds,
): Preference {
  const preferences = new Map<string, string>();
  for (const part of (headers.get("prefer") ?? "").slice(0, 1_000).split(",")) {
    const [pair = ""] = part.split(";");
    const at = pair.indexOf("=");
    const name = (at < 0 ? pair : pair.slice(0, at)).trim().toLowerCase();
    const value = at < 0 ? "" : pair.slice(at + 1).trim();
    // The first of a repeated preference counts.
    if (name !== "" && !preferences.has(name))
      preferences.set(name, value.replace(/^"(.*)"$/, "$1"));
  }
  const isAsync = preferences.has("respond-async");
  const asked = preferences.get("wait");
  const usable = asked !== undefined && /^\d+$/.test(asked);
  const waitSeconds = usable
    ? Math.min(Number(asked), httpPolicy.waitMaxSeconds)
    : isAsync
      ? 0
      : usualSeconds;
  const applied = [
    ...(isAsync ? ["respond-async"] : []),
    ...(asked === undefined ? [] : [`wait=${waitSeconds}`]),
  ];
  return {
    waitSeconds,
    headers: applied.length === 0 ? {} : { "preference-applied": applied.join(", ") },
  };
}

/**
 * How long a request of the drop-in proxy waits in the queue, seconds: by `wait=` in its address, for
 * clients that can set no header, else as above.
 */
export function readProxyWait(headers: Headers, asked: string | null): number {
  if (asked !== null && /^\d{1,6}$/.test(asked)) {
    return Math.min(Number(asked), httpPolicy.waitMaxSeconds);
  }
  return readPrefer(headers, httpPolicy.proxyWaitDefaultSeconds).waitSeconds;
}

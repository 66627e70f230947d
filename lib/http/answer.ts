import type { Quota } from "@/lib/contract/quota";
import type { Snapshot } from "@/lib/contract/snapshot";
import { API_CACHE_CONTROL } from "./cache-control";

export type AnswerOptions = {
  status?: number;
  headers?: Readonly<Record<string, string>> | undefined;
};

/** A JSON answer with the headers every answer carries; `route` adds the request id. */
export function jsonAnswer(body: unknown, options: AnswerOptions = {}): Response {
  return new Response(JSON.stringify(body), {
    status: options.status ?? 200,
    headers: {
      "content-type": "application/json",
      "cache-control": API_CACHE_CONTROL,
      ...options.headers,
    },
  });
}

/** An answer of another form than JSON; `headers` name it. */
export function textAnswer(body: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, { headers: { "cache-control": API_CACHE_CONTROL, ...headers } });
}

/** 204: done, nothing to say. */
export function emptyAnswer(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 204,
    headers: { "cache-control": API_CACHE_CONTROL, ...headers },
  });
}

/**
 * Headers of a snapshot: `Age`, `Cache-Status` (RFC 9211) and those of its quota.
 * `now`: milliseconds since 1970 on the clock that dated the snapshot, the store's where known.
 */
export function snapshotHeaders(snapshot: Snapshot, now: number): Record<string, string> {
  const age = Math.max(0, Math.floor((now - Date.parse(snapshot.fetchedAt)) / 1_000));
  return {
    age: String(age),
    "cache-status": cacheStatus(snapshot, now),
    ...quotaHeaders(snapshot.quota),
  };
}

function cacheStatus(snapshot: Snapshot, now: number): string {
  const ttl = `ttl=${Math.floor((Date.parse(snapshot.freshUntil) - now) / 1_000)}`;
  if (snapshot.source === "upstream") {
    const collapsed = snapshot.sharedWith > 0 ? "; collapsed" : "";
    return `gammagate; fwd=miss; fwd-status=200; stored${collapsed}; ${ttl}`;
  }
  // A stale reason is one of ours, and a token by its spelling.
  const detail = snapshot.staleReason === null ? "" : `; detail=${snapshot.staleReason}`;
  return `gammagate; hit; ${ttl}${detail}`;
}

/**
 * `RateLimit-Policy` and `RateLimit` (IETF draft): whole numbers, rounded so that nobody comes
 * too early. `t` is when more becomes available; without a known time it is left out.
 */
export function quotaHeaders(quota: Quota): Record<string, string> {
  const stopped = quota.breaker.state === "open" || quota.breaker.state === "held";
  const remaining = stopped ? 0 : Math.max(0, quota.remaining);
  const seconds =
    remaining > 0
      ? quota.slotsFreeInSeconds[0]
      : Math.max(1, quota.nextSlotInSeconds, quota.breaker.retryInSeconds);
  const time = seconds === undefined ? "" : `;t=${Math.ceil(seconds)}`;
  return {
    "ratelimit-policy": `"upstream";q=${quota.limit};w=${Math.max(1, Math.ceil(quota.windowSeconds))}`,
    ratelimit: `"upstream";r=${remaining}${time}`,
  };
}

import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { API_CACHE_CONTROL } from "./cache-control";

export type AnswerOptions = {
  status?: number;
  headers?: Readonly<Record<string, string>> | undefined;
};

/**
 * Builds a JSON response with the headers that every response carries. `route` adds the request id.
 */
export function jsonAnswer(body: unknown, options: AnswerOptions = {}): Response {
  const headers = answerHeaders(options);
  return new Response(JSON.stringify(body), { status: options.status ?? 200, headers });
}

/** The headers of every JSON response, plus its own. */
export function answerHeaders({ headers }: AnswerOptions): Record<string, string> {
  return { "content-type": "application/json", "cache-control": API_CACHE_CONTROL, ...headers };
}

/** Builds a response that is not JSON. `headers` name its type. */
export function textAnswer(body: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, { headers: { "cache-control": API_CACHE_CONTROL, ...headers } });
}

/** Builds a 204. */
export function emptyAnswer(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 204,
    headers: { "cache-control": API_CACHE_CONTROL, ...headers },
  });
}

/**
 * Headers of a snapshot: `Age`, `Cache-Status` (RFC 9211) and those of its quota. `now`: ms since
 * 1970 by the clock that dated the snapshot, the store's where known.
 */
export function snapshotHeaders(snapshot: Snapshot, now: number): Record<string, string> {
  return {
    age: ageOf(Date.parse(snapshot.fetchedAt), now),
    "cache-status": cacheStatus({ ...snapshot, freshUntil: Date.parse(snapshot.freshUntil) }, now),
    ...quotaHeaders(snapshot.quota),
  };
}

/** `Age`: whole seconds since the fetch. Times: ms. */
export function ageOf(fetchedAt: number, now: number): string {
  return String(Math.max(0, Math.floor((now - fetchedAt) / 1_000)));
}

/** `Cache-Status` (RFC 9211). Times: ms. */
export function cacheStatus(
  { freshUntil, source, sharedWith = 0, staleReason = null }: CopyStatus,
  now: number,
): string {
  const ttl = `ttl=${Math.floor((freshUntil - now) / 1_000)}`;
  if (source === "upstream") {
    const collapsed = sharedWith > 0 ? "; collapsed" : "";
    return `gammagate; fwd=miss; fwd-status=200; stored${collapsed}; ${ttl}`;
  }
  // A stale reason is one of our own slugs, so it is a valid token.
  const detail = staleReason === null ? "" : `; detail=${staleReason}`;
  return `gammagate; hit; ${ttl}${detail}`;
}

type CopyStatus = Pick<Snapshot, "source"> &
  Partial<Pick<Snapshot, "sharedWith" | "staleReason">> & { freshUntil: number };

/**
 * `RateLimit-Policy` and `RateLimit` (IETF draft): whole numbers, rounded so that no client retries
 * too early. `t` is when more becomes available; omitted when unknown.
 */
export function quotaHeaders(quota: Quota): Record<string, string> {
  const stopped = quota.breaker.state === "open" || quota.breaker.state === "held";
  const remaining = stopped ? 0 : Math.max(0, quota.remaining);
  const seconds = remaining > 0 ? quota.slotsFreeInSeconds[0] : refillSeconds(quota);
  const time = seconds === undefined ? "" : `;t=${Math.ceil(seconds)}`;
  return {
    "ratelimit-policy": `"upstream";q=${quota.limit};w=${Math.max(1, Math.ceil(quota.windowSeconds))}`,
    ratelimit: `"upstream";r=${remaining}${time}`,
  };
}

/** Undefined while calls are paused for an unknown time. */
function refillSeconds({ nextSlotInSeconds, breaker }: Quota): number | undefined {
  if (nextSlotInSeconds === null || breaker.retryInSeconds === null) return undefined;
  return Math.max(1, nextSlotInSeconds, breaker.retryInSeconds);
}

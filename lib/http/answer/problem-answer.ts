import type { ProblemSlug } from "@/lib/contract/problem";
import { API_CACHE_CONTROL } from "./cache-control";
import { type ProblemError, type ProblemExtra, problemBody } from "./problem-error";

/** Builds a problem response (`application/problem+json`) with the headers its status requires. */
export function problemResponse(
  slug: ProblemSlug,
  detail: string,
  extra: ProblemExtra = {},
): Response {
  const requestId = extra.requestId ?? crypto.randomUUID();
  const body = problemBody(slug, detail, requestId, extra);
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": API_CACHE_CONTROL,
    "x-request-id": requestId,
    ...extra.headers,
  });
  if (body.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(body.retryAfterSeconds));
  if (body.status === 401)
    headers.set("www-authenticate", 'Bearer realm="gammagate", Cookie realm="gammagate"');
  return new Response(JSON.stringify(body), { status: body.status, headers });
}

export function problemAnswer(error: ProblemError, requestId: string): Response {
  return problemResponse(error.slug, error.detail, { ...error.extra, requestId });
}

import { z } from "zod";

/** Every error answer of the product, with status and title. `/problems/{slug}` explains each. */
export const PROBLEMS = {
  "invalid-request": { status: 400, title: "Invalid request" },
  unauthorized: { status: 401, title: "Sign-in required" },
  forbidden: { status: 403, title: "Not allowed" },
  "not-found": { status: 404, title: "Not found" },
  "not-cached": { status: 404, title: "Symbol not cached" },
  "unknown-symbol": { status: 404, title: "Unknown symbol" },
  "not-offered": { status: 404, title: "Data not offered" },
  "method-not-allowed": { status: 405, title: "Method not allowed" },
  "not-acceptable": { status: 406, title: "Not acceptable" },
  conflict: { status: 409, title: "Conflict with the current state" },
  gone: { status: 410, title: "No longer available" },
  "payload-too-large": { status: 413, title: "Request body too large" },
  "uri-too-long": { status: 414, title: "Address too long" },
  "unsupported-media-type": { status: 415, title: "Request body must be plain JSON" },
  unprocessable: { status: 422, title: "Request cannot be processed" },
  "cooling-down": { status: 429, title: "Refresh cooldown" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  "queue-full": { status: 429, title: "Queue full" },
  "too-many-streams": { status: 429, title: "Too many event streams" },
  "upstream-auth": { status: 502, title: "API key rejected by the upstream" },
  "upstream-invalid-response": { status: 502, title: "Invalid upstream response" },
  "upstream-error": { status: 502, title: "Upstream error" },
  "breaker-open": { status: 503, title: "API calls paused after upstream errors" },
  "store-unavailable": { status: 503, title: "Database not responding" },
  "primary-unavailable": { status: 503, title: "Primary deployment not available" },
  overloaded: { status: 503, title: "Server too busy" },
  "upstream-timeout": { status: 504, title: "Upstream timeout" },
  internal: { status: 500, title: "Internal error" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemSlug = keyof typeof PROBLEMS;
export const PROBLEM_SLUGS = Object.keys(PROBLEMS) as [ProblemSlug, ...ProblemSlug[]];

/** RFC 9457 problem details. `type` is `/problems/{slug}`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  retryAfterSeconds: z.int().min(1).optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

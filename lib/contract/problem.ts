import { z } from "zod";

/** Every error the product answers with, its status and its title. `/problems/{slug}` explains each. */
export const PROBLEMS = {
  "invalid-request": { status: 400, title: "The request is malformed" },
  unauthorized: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "This is not allowed" },
  "not-found": { status: 404, title: "There is nothing here" },
  "not-cached": { status: 404, title: "Nothing is cached for this symbol" },
  "unknown-symbol": { status: 404, title: "The upstream does not know this symbol" },
  "not-offered": { status: 404, title: "The upstream does not offer this" },
  "method-not-allowed": { status: 405, title: "This method is not offered here" },
  "not-acceptable": { status: 406, title: "The requested form is not offered" },
  conflict: { status: 409, title: "This conflicts with the current state" },
  gone: { status: 410, title: "This has ended and is no longer kept" },
  "payload-too-large": { status: 413, title: "The body is too large" },
  "uri-too-long": { status: 414, title: "The address is too long" },
  "unsupported-media-type": { status: 415, title: "The body must be plain JSON" },
  unprocessable: { status: 422, title: "The request cannot be carried out" },
  "cooling-down": { status: 429, title: "Refreshing again so soon is not possible" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  "queue-full": { status: 429, title: "The line is full for you" },
  "too-many-streams": { status: 429, title: "Too many event streams are open" },
  "upstream-auth": { status: 502, title: "The upstream refused our credentials" },
  "upstream-invalid-response": { status: 502, title: "The upstream's answer cannot be used" },
  "upstream-error": { status: 502, title: "The upstream failed" },
  "breaker-open": { status: 503, title: "The upstream is being left alone for a while" },
  "store-unavailable": { status: 503, title: "The shared store is not answering" },
  overloaded: { status: 503, title: "This instance is too busy" },
  "upstream-timeout": { status: 504, title: "The upstream took too long" },
  internal: { status: 500, title: "Something went wrong here" },
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
  position: z.int().min(1).optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

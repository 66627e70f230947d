import type { ProblemSlug } from "@/lib/contract/problem";

/** Problems that any route may return, and those of routes that identify the caller. */
export const EVERY: readonly ProblemSlug[] = [
  "invalid-request",
  "method-not-allowed",
  "uri-too-long",
  "internal",
];
export const GUARDED: readonly ProblemSlug[] = [
  ...EVERY,
  "unauthorized",
  "forbidden",
  "too-many-requests",
  "store-unavailable",
  "primary-unavailable",
];

/** Additional problems of routes with a body, and of routes with a stream. */
export const BODIED: readonly ProblemSlug[] = ["payload-too-large", "unsupported-media-type"];
export const STREAMED: readonly ProblemSlug[] = [
  "not-acceptable",
  "too-many-streams",
  "overloaded",
];

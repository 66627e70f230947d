import type { ProblemSlug } from "@/lib/contract/problem";

/** What any route may answer, and what those may that ask who is there. */
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
];

/** What a body, and a stream, may be refused for beside that. */
export const BODIED: readonly ProblemSlug[] = ["payload-too-large", "unsupported-media-type"];
export const STREAMED: readonly ProblemSlug[] = [
  "not-acceptable",
  "too-many-streams",
  "overloaded",
];

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

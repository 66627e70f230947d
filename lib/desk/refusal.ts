import { randomUUID } from "node:crypto";
import { PROBLEMS, type Problem, type ProblemSlug } from "@/lib/contract/problem";
import type { WindowState } from "@/lib/gate/summary";
import { whyClosed } from "./why-closed";

/** Why a verb did not give what was asked; the routes turn it into a problem. */
export type Refusal = {
  kind: "refused";
  slug: ProblemSlug;
  detail: string;
  retryAfterSeconds?: number;
};

/** One sentence for each way a call can fail, for people. Never the upstream's own words. */
const FAILURES: Partial<Record<ProblemSlug, string>> = {
  "unknown-symbol": "Trading Volatility does not know this symbol.",
  "not-offered": "The Trading Volatility API in use here does not offer this.",
  "upstream-auth": "Trading Volatility refused this deployment's credentials. Its owner must act.",
  "upstream-invalid-response": "Trading Volatility's answer could not be used.",
  "upstream-error": "Trading Volatility failed. Ask again in a moment.",
  "upstream-timeout": "Trading Volatility took too long. Ask again in a moment.",
  "breaker-open": "Trading Volatility is refusing calls, so none are made for now.",
  gone: "This place in line was given up.",
  "queue-full": "The line is full. Ask again later.",
  "store-unavailable": "The shared store is not answering, so no call can be made.",
};

export function failure(slug: ProblemSlug, retryAfterMs?: number): Refusal {
  const detail = FAILURES[slug] ?? "It could not be fetched. Ask again in a moment.";
  if (retryAfterMs === undefined) return { kind: "refused", slug, detail };
  return { kind: "refused", slug, detail, retryAfterSeconds: retryAfterMs / 1_000 };
}

/** A breaker that is open, as a refusal. */
export function closedFor(reason: WindowState["reason"], retryAfterMs: number): Refusal {
  const { slug, sentence } = whyClosed(reason);
  const detail = `${sentence} No such call is made for now.`;
  return { kind: "refused", slug, detail, retryAfterSeconds: retryAfterMs / 1_000 };
}

export function tooManyRequests(retryAfterSeconds: number): Refusal {
  const detail = "Too many requests came from here. Wait a moment.";
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

/** A refusal inside an answer (a ticket that failed), in the form of RFC 9457. */
export function problemOf({ slug, detail, retryAfterSeconds }: Refusal): Problem {
  const { status, title } = PROBLEMS[slug];
  const instance = `urn:uuid:${randomUUID()}`;
  const problem = { type: `/problems/${slug}`, title, status, detail, instance };
  if (retryAfterSeconds === undefined) return problem;
  return { ...problem, retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)) };
}

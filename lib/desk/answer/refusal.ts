import { randomUUID } from "node:crypto";
import { PROBLEMS, type Problem, type ProblemSlug } from "@/lib/contract/problem";
import type { OpenReason } from "@/lib/gate/reply/window-state";
import { whyClosed } from "./why-closed";

/** Why a verb refused. Routes turn it into a problem. */
export type Refusal = {
  kind: "refused";
  slug: ProblemSlug;
  detail: string;
  retryAfterSeconds?: number;
};

/** One sentence for users per kind of failure. Never repeats the upstream's text. */
const FAILURES: Partial<Record<ProblemSlug, string>> = {
  "unknown-symbol": "Trading Volatility does not know this symbol.",
  "not-offered": "This Trading Volatility API or subscription does not include this data.",
  "upstream-auth": "Trading Volatility rejected the API key. Ask your admin to check it.",
  "upstream-invalid-response": "Trading Volatility returned data that cannot be used.",
  "upstream-error": "Trading Volatility returned an error. Try again in a moment.",
  "upstream-timeout": "Trading Volatility took too long to respond. Try again in a moment.",
  "breaker-open": "Trading Volatility is refusing API calls, so none are made for now.",
  gone: "This request was canceled.",
  "queue-full": "The queue is full. Try again later.",
  "store-unavailable": "Gammagate can't reach its database (Redis), so it makes no API calls.",
};

export function failure(slug: ProblemSlug, retryAfterMs?: number): Refusal {
  const detail = FAILURES[slug] ?? "The data could not be loaded. Try again in a moment.";
  return { kind: "refused", slug, detail, ...retryOf(retryAfterMs) };
}

/** Omits the retry time when it is unknown. */
function retryOf(ms: number | undefined): Pick<Refusal, "retryAfterSeconds"> {
  return ms !== undefined && Number.isFinite(ms) ? { retryAfterSeconds: ms / 1_000 } : {};
}

/** Turns an open breaker into a refusal. `now`: store ms. */
export function closedFor(
  { reason, since, untilAt }: { reason: OpenReason; since: number; untilAt: number },
  now: number,
): Refusal {
  const { slug, sentence } = whyClosed(reason, { since, untilAt });
  const detail = `${sentence} No data can be loaded for now.`;
  return { kind: "refused", slug, detail, ...retryOf(untilAt - now) };
}

export function tooManyRequests(retryAfterSeconds: number): Refusal {
  const detail = "Too many requests from this browser or network. Wait a moment.";
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

/** Turns a refusal into a problem (RFC 9457) that is part of an answer, such as a failed ticket. */
export function problemOf({ slug, detail, retryAfterSeconds }: Refusal): Problem {
  const { status, title } = PROBLEMS[slug];
  const instance = `urn:uuid:${randomUUID()}`;
  const problem = { type: `/problems/${slug}`, title, status, detail, instance };
  if (retryAfterSeconds === undefined) return problem;
  return { ...problem, retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)) };
}

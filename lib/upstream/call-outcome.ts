import type { CallOutcome } from "@/lib/contract/job";
import type { HttpEnd, HttpReply } from "./http-call";
import { parseRetryAfter } from "./retry-after";

/** What a whole body with status 200 can turn out to be. */
export type BodyOutcome = Extract<CallOutcome, { kind: "answered" | "unknown-symbol" | "invalid" }>;

/**
 * What an HTTP call's end means to the gate. The same for both APIs but for reading a good body.
 * Every detail is from a fixed table: nothing the upstream or the network said is repeated.
 */
export function outcomeOf(end: HttpEnd, readBody: (body: string) => BodyOutcome): CallOutcome {
  switch (end.kind) {
    case "never-opened":
      return {
        kind: "not-sent",
        arrived: false,
        detail: "No connection to the upstream could be opened.",
      };
    case "aborted":
      return {
        kind: "failing",
        arrived: false,
        problem: "upstream-timeout",
        detail: "The upstream did not answer in time.",
      };
    case "broken":
      return {
        kind: "failing",
        arrived: false,
        problem: "upstream-error",
        detail: "The connection to the upstream broke before it answered.",
      };
    case "replied":
      return outcomeOfReply(end, readBody);
    default:
      return end satisfies never;
  }
}

/** A body that cannot be used. `detail` is ours, never the upstream's. */
export function invalidBody(detail: string): BodyOutcome {
  return { kind: "invalid", arrived: true, detail };
}

function outcomeOfReply(reply: HttpReply, readBody: (body: string) => BodyOutcome): CallOutcome {
  if (saysLimited(reply)) {
    return {
      kind: "limited",
      arrived: true,
      retryAfterSeconds: parseRetryAfter(reply.retryAfter, reply.date),
    };
  }
  return outcomeOfStatus(reply.status) ?? outcomeOfBodyEnd(reply) ?? readBody(reply.body);
}

/**
 * v1 says it in plain text, likely with status 200, and v2 with a code on any status: so it is
 * looked for before anything is parsed. A 403 that does not say so is a refusal of access.
 */
function saysLimited({ status, body }: HttpReply): boolean {
  return (
    status === 429 ||
    /API limit exceeded/i.test(body) ||
    /"code"\s*:\s*"rate_limited"/.test(body) ||
    (status === 403 && /\blimit/i.test(body))
  );
}

function outcomeOfStatus(status: number): CallOutcome | null {
  if (status === 200) return null;
  if (status === 401 || status === 403) {
    return { kind: "not-allowed", arrived: true, detail: "The upstream refused our credentials." };
  }
  if (status === 404) return { kind: "unknown-symbol", arrived: true };
  if (status < 400) {
    return invalidBody("The upstream answered with a redirect or without figures.");
  }
  return {
    kind: "failing",
    arrived: true,
    problem: "upstream-error",
    detail: `The upstream answered with status ${status}.`,
  };
}

function outcomeOfBodyEnd({ bodyEnd }: HttpReply): CallOutcome | null {
  switch (bodyEnd) {
    case "whole":
      return null;
    case "too-large":
      return invalidBody("The upstream's answer is too large.");
    case "aborted":
      return {
        kind: "failing",
        arrived: true,
        problem: "upstream-timeout",
        detail: "The upstream's answer did not end in time.",
      };
    case "broken":
      return {
        kind: "failing",
        arrived: true,
        problem: "upstream-error",
        detail: "The connection to the upstream broke within its answer.",
      };
    default:
      return bodyEnd satisfies never;
  }
}

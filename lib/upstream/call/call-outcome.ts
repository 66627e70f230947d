import type { CallOutcome, CallWithoutData } from "@/lib/contract/queue/job";
import type { Figures } from "@/lib/contract/snapshot/snapshot";
import type { HttpEnd } from "./http-call";
import type { HttpReply } from "./http-reply";
import { meaningOf, type RefusalMeaning } from "./refusal-meaning";
import { parseRetryAfter } from "./retry-after";
import { isHtml, readVendorError, type VendorError } from "./vendor-error";

/** The possible outcomes of a complete body with status 200. */
export type BodyOutcome = Extract<CallOutcome, { kind: "answered" | "unknown-symbol" | "invalid" }>;

type InvalidBody = Extract<BodyOutcome, { kind: "invalid" }>;

/**
 * Converts the end of an HTTP call to its outcome for the gate. Only the reading of a good body
 * differs between the APIs. Every detail comes from a fixed table: it never repeats text of
 * upstream or network.
 */
export function outcomeOf<Read>(
  end: HttpEnd,
  readBody: (body: string) => Read,
): Read | CallWithoutData {
  switch (end.kind) {
    case "never-opened":
      return {
        kind: "not-sent",
        arrived: false,
        detail: "No connection to the upstream could be opened.",
      };
    case "too-late":
      return { kind: "too-late", arrived: false };
    case "aborted":
      return {
        kind: "failing",
        arrived: false,
        problem: "upstream-timeout",
        detail: "The upstream did not respond in time.",
      };
    case "broken":
      return {
        kind: "failing",
        arrived: false,
        problem: "upstream-error",
        detail: "The connection to the upstream broke before a response.",
      };
    case "replied":
      return outcomeOfReply(end, readBody);
    default:
      return end satisfies never;
  }
}

/**
 * A body that cannot be used. `detail` is ours, never the upstream's. `unreadable` names the values
 * that could not be read.
 */
export function invalidBody(detail: string, unreadable: readonly string[] = []): InvalidBody {
  return { kind: "invalid", arrived: true, detail, ...namesOf(unreadable) };
}

/** The data of a body, its time by the upstream's clock, and the names of unreadable values. */
export function answeredWith(
  figures: Figures,
  asOf: string,
  unreadable: readonly string[],
): BodyOutcome {
  return { kind: "answered", arrived: true, asOf, figures, ...namesOf(unreadable) };
}

function namesOf(unreadable: readonly string[]) {
  return unreadable.length > 0 ? { unreadable } : {};
}

/**
 * In this order: what stands in front of the upstream, a limit on any status, a refusal by status
 * and meaning, an incomplete body, and only then the data.
 */
function outcomeOfReply<Read>(
  reply: HttpReply,
  readBody: (body: string) => Read,
): Read | CallWithoutData {
  const error = readVendorError(reply.body);
  const meaning = error && meaningOf(error);
  if (isChallenge(reply)) return CHALLENGED;
  if (reply.status === 429 || meaning === "limited") {
    return {
      kind: "limited",
      arrived: true,
      retryAfterSeconds: parseRetryAfter(reply.retryAfter, reply.date),
    };
  }
  return (
    outcomeOfRefusal(reply.status, meaning) ??
    outcomeOfStatus(reply.status) ??
    outcomeOfBodyEnd(reply) ??
    outcomeOfError(error) ??
    readBody(reply.body)
  );
}

const NOT_ALLOWED: CallWithoutData = {
  kind: "not-allowed",
  arrived: true,
  detail: "The upstream rejected the credentials.",
};

const NOT_INCLUDED: CallWithoutData = {
  kind: "not-included",
  arrived: true,
  detail: "The subscription does not include this data.",
};

const CHALLENGED: CallWithoutData = {
  kind: "failing",
  arrived: true,
  problem: "upstream-error",
  detail: "A guard in front of the upstream answered instead.",
};

/**
 * Whether a guard in front of the upstream answered: it says so, or it sent a page where the API
 * sends JSON, or refused without a word. It says nothing of the credentials.
 */
function isChallenge({ status, isMitigated, contentType, body, bodyEnd }: HttpReply): boolean {
  if (isMitigated) return true;
  if (status === 403 && bodyEnd === "whole" && body.trim() === "") return true;
  return [200, 403, 404].includes(status) && isHtml(contentType, body);
}

/** Refusals of the vendor itself. Null: the reply is none. */
function outcomeOfRefusal(status: number, meaning: RefusalMeaning | null): CallWithoutData | null {
  if (status === 401) return meaning === "not-included" ? NOT_INCLUDED : NOT_ALLOWED;
  if (status === 402) return NOT_INCLUDED;
  if (status === 404) return { kind: "unknown-symbol", arrived: true };
  if (status !== 200 && (status < 400 || status >= 500)) return null;
  switch (meaning) {
    case "not-included":
      return NOT_INCLUDED;
    case "not-allowed":
      return NOT_ALLOWED;
    case "unknown-symbol":
      return status === 403 ? null : { kind: "unknown-symbol", arrived: true };
    case "limited":
    case null:
      return null;
    default:
      return meaning satisfies never;
  }
}

function outcomeOfStatus(status: number): CallWithoutData | null {
  if (status === 200) return null;
  if (status < 400) {
    return invalidBody("The upstream returned a redirect or no data.");
  }
  return {
    kind: "failing",
    arrived: true,
    problem: "upstream-error",
    detail: `The upstream returned status ${status}.`,
  };
}

/** An error with status 200 whose meaning is not known. */
function outcomeOfError(error: VendorError | null): CallWithoutData | null {
  switch (error?.kind) {
    case "error":
      return {
        kind: "failing",
        arrived: true,
        problem: "upstream-error",
        detail: "The upstream reported an error.",
      };
    case "message":
      return invalidBody("The upstream returned a message instead of data.");
    default:
      return null;
  }
}

function outcomeOfBodyEnd({ bodyEnd }: HttpReply): CallWithoutData | null {
  switch (bodyEnd) {
    case "whole":
      return null;
    case "too-large":
      return invalidBody("The upstream response is too large.");
    case "aborted":
      return {
        kind: "failing",
        arrived: true,
        problem: "upstream-timeout",
        detail: "The upstream response did not end in time.",
      };
    case "broken":
      return {
        kind: "failing",
        arrived: true,
        problem: "upstream-error",
        detail: "The connection to the upstream broke during the response.",
      };
    default:
      return bodyEnd satisfies never;
  }
}

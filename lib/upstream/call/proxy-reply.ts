import type { ProxyOutcome, Reply } from "@/lib/contract/queue/job";
import { invalidBody } from "./call-outcome";
import type { HttpEnd } from "./http-call";
import { parseJson } from "./parse-json";

/** The reply of a call as sent; undefined: it has none. */
function replyOf(end: HttpEnd): Reply | undefined {
  if (end.kind !== "replied" || end.bodyEnd !== "whole") return undefined;
  return { contentType: end.contentType ?? guessedType(end.body), body: end.body };
}

/** Adds the reply to an outcome that has data, so that pages and the proxy share the call. */
export function withReply<Outcome extends { kind: string }>(outcome: Outcome, end: HttpEnd) {
  const reply = outcome.kind === "answered" ? replyOf(end) : undefined;
  return reply ? { ...outcome, reply } : outcome;
}

/**
 * Reads the body of a proxied call. `readTime` finds the data's own time in the parsed body
 * (undefined: it is no JSON). Empty bodies, and JSON that cannot be parsed, are invalid.
 */
export function readProxied(
  end: HttpEnd,
  readTime: (json: unknown) => string | null,
): Extract<ProxyOutcome, { kind: "answered" | "invalid" }> {
  const reply = replyOf(end);
  if (!reply || reply.body.trim() === "") return invalidBody("The upstream response is empty.");
  const json = parseJson(reply.body);
  if (json === undefined && /\bjson\b/i.test(reply.contentType)) {
    return invalidBody("The upstream response is not the expected JSON.");
  }
  return { kind: "answered", arrived: true, reply, asOf: readTime(json) };
}

function guessedType(body: string): string {
  return /^\s*[[{]/.test(body) ? "application/json" : "text/plain; charset=utf-8";
}

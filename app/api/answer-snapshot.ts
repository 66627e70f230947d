import type { ProblemSlug } from "@/lib/contract/problem";
import type { Ticket } from "@/lib/contract/ticket";
import type { Refusal } from "@/lib/desk/refusal";
import type { SnapshotReply } from "@/lib/desk/request";
import { jsonAnswer, quotaHeaders, snapshotHeaders } from "@/lib/http/answer";
import { ProblemError, wholeRetrySeconds } from "@/lib/http/problem-error";

/** A snapshot, 202 with the place in line, or the refusal as a problem. */
export function answerSnapshot(reply: SnapshotReply, headers: Record<string, string>): Response {
  switch (reply.kind) {
    case "snapshot": {
      const own = snapshotHeaders(reply.snapshot, reply.now);
      return jsonAnswer(reply.snapshot, { headers: { ...own, ...headers } });
    }
    case "in-line":
      return jsonAnswer(reply.ticket, {
        status: 202,
        headers: { ...ticketHeaders(reply.ticket), ...quotaHeaders(reply.quota), ...headers },
      });
    case "refused":
      throw refusalError(reply, headers);
    default:
      return reply satisfies never;
  }
}

/** Refused before it was counted, for its count, or without a store that counts. */
const UNCOUNTED: readonly ProblemSlug[] = ["too-many-requests", "not-offered", "store-unavailable"];

/**
 * A refusal as an error. `headers`: of a request that was counted. One that was not hands out no
 * cookie: whoever throws refusals away must not collect callers by it.
 */
export function refusalError(
  { slug, detail, retryAfterSeconds }: Refusal,
  headers: Record<string, string> = {},
): ProblemError {
  const { "set-cookie": cookie, ...others } = headers;
  const isKept = cookie !== undefined && !UNCOUNTED.includes(slug);
  return new ProblemError(slug, detail, {
    retryAfterSeconds,
    headers: isKept ? { ...others, "set-cookie": cookie } : others,
  });
}

/** Where an open ticket is read, and when it is worth reading. */
export function ticketHeaders(ticket: Ticket): Record<string, string> {
  if (ticket.state !== "queued" && ticket.state !== "running") return {};
  return {
    location: `/api/tickets/${ticket.ticket}`,
    "retry-after": String(wholeRetrySeconds(ticket.estimatedWaitSeconds)),
  };
}

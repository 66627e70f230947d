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
      throw refusalError(reply);
    default:
      return reply satisfies never;
  }
}

/** A refusal hands out no cookie: whoever throws refusals away must not collect callers by it. */
export function refusalError({ slug, detail, retryAfterSeconds }: Refusal): ProblemError {
  return new ProblemError(slug, detail, { retryAfterSeconds });
}

/** Where an open ticket is read, and when it is worth reading. */
export function ticketHeaders(ticket: Ticket): Record<string, string> {
  if (ticket.state !== "queued" && ticket.state !== "running") return {};
  return {
    location: `/api/tickets/${ticket.ticket}`,
    "retry-after": String(wholeRetrySeconds(ticket.estimatedWaitSeconds)),
  };
}

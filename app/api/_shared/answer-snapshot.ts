import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { SnapshotReply } from "@/lib/desk/answer/snapshot-job";
import { jsonAnswer, quotaHeaders, snapshotHeaders } from "@/lib/http/answer/answer";
import { ProblemError, wholeRetrySeconds } from "@/lib/http/answer/problem-error";

/** Answers with the snapshot, with 202 and the ticket, or with the refusal as a problem. */
export function answerSnapshot(
  reply: SnapshotReply,
  headers: Record<string, string> = {},
): Response {
  switch (reply.kind) {
    case "snapshot": {
      const own = snapshotHeaders(reply.snapshot, reply.now);
      return jsonAnswer(reply.snapshot, { headers: { ...own, ...headers } });
    }
    case "queued":
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

/** A refusal of the desk, thrown until it is answered as a problem. */
export class RefusalError extends ProblemError {}

export function refusalError({ slug, detail, retryAfterSeconds }: Refusal): RefusalError {
  return new RefusalError(slug, detail, { retryAfterSeconds });
}

/** A refusal before the request was counted. Its answer sets no cookie. */
export function uncountedRefusal({ slug, detail, retryAfterSeconds }: Refusal): ProblemError {
  return new ProblemError(slug, detail, { retryAfterSeconds });
}

/** The address of an open ticket, and when to read it. */
export function ticketHeaders(ticket: Ticket): Record<string, string> {
  if (ticket.state !== "queued" && ticket.state !== "running") return {};
  return {
    location: `/api/tickets/${ticket.ticket}`,
    ...retryAfter(ticket.estimatedWaitSeconds),
  };
}

/** No header when the time is unknown. */
export function retryAfter(seconds: number | null): Record<string, string> {
  return seconds === null ? {} : { "retry-after": String(wholeRetrySeconds(seconds)) };
}

import type { Caller } from "@/lib/callers/callers";
import type { Job } from "@/lib/contract/queue/job";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import type { TicketContent } from "@/lib/gate/ticket-token";

/** A ticket of the caller, with its job. `house` and `share`: the caller's. */
export type OwnedTicket = {
  content: TicketContent;
  job: Job;
  house: string;
  share?: number | undefined;
};

const notFound = (detail: string): Refusal => ({ kind: "refused", slug: "not-found", detail });

/**
 * Reads a ticket id. For other callers it does not exist. Reports malformed ids and ids of another
 * gate as such.
 */
export function findTicket(
  desk: Pick<Services, "tokens" | "upstream">,
  id: string,
  caller: Caller,
): OwnedTicket | Refusal {
  if (!/^[\w-]+\.[\w-]{22}$/.test(id)) {
    return { kind: "refused", slug: "invalid-request", detail: "Not a valid ticket ID." };
  }
  const content = desk.tokens.read(id);
  if (content === "another-gate") {
    return notFound("This ticket is for another API quota. Request the data again.");
  }
  const job = content && desk.upstream.jobOf(content.key);
  if (!content || !job || content.caller !== caller.id) {
    return notFound("You have no ticket with this ID.");
  }
  return { content, job, house: caller.house, share: caller.share };
}

import type { CacheReading } from "@/lib/cache/cache";
import type { Job } from "@/lib/contract/job";
import { laneOf } from "@/lib/contract/priority";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { Ticket } from "@/lib/contract/ticket";
import type { Quote } from "@/lib/gate/quote";
import type { EnteredPlace } from "@/lib/gate/step";
import type { TicketContent } from "@/lib/gate/ticket-token";
import type { DeskParts } from "./parts";
import { isFresh, presentSnapshot } from "./present-snapshot";
import { quotaOf } from "./read-quota";
import { problemOf, type Refusal } from "./refusal";
import type { Request } from "./request";

/** What names a ticket: the same however it stands. */
type Named = Pick<
  Ticket,
  "ticket" | "resource" | "symbol" | "expiry" | "window" | "priority" | "lane"
>;

export function nameTicket(desk: DeskParts, job: Job, content: TicketContent): Named {
  return {
    ticket: desk.tokens.sign(content),
    resource: job.resource,
    symbol: job.symbol,
    ...(job.resource === "curve" ? { expiry: job.expiry } : {}),
    ...(job.resource === "history" ? { window: job.span } : {}),
    priority: content.priority,
    lane: laneOf(content.priority),
  };
}

/** A ticket in line or under way. */
export function openTicket(named: Named, quote: Quote | undefined, stale: Snapshot | null): Ticket {
  const position = quote?.position ?? 1;
  return {
    ...named,
    state: position === 0 ? "running" : "queued",
    position,
    ahead: Math.max(0, position - 1),
    estimatedWaitSeconds: Math.round((quote?.landsInMs ?? 0) / 10) / 100,
    stale,
  };
}

/** A ticket that ended. */
export function endedTicket(
  named: Named,
  end: Pick<Ticket, "state" | "snapshot" | "problem">,
): Ticket {
  return { ...named, ...end, position: 0, ahead: 0, estimatedWaitSeconds: 0, stale: null };
}

/** A ticket that ended without an answer, with the reason; one whose place was given up expired. */
export function failedTicket(
  desk: DeskParts,
  { content, job }: { content: TicketContent; job: Job },
  refusal: Refusal,
): Ticket {
  const named = nameTicket(desk, job, content);
  if (refusal.slug === "gone") return endedTicket(named, { state: "expired" });
  return endedTicket(named, { state: "failed", problem: problemOf(refusal) });
}

/** The last copy, while waiting for a newer one. Uses the last look, so it costs nothing. */
export function staleCopy(desk: DeskParts, reading: CacheReading): Snapshot | null {
  if (!reading.snapshot) return null;
  const look = desk.pump.lastLook(Number.POSITIVE_INFINITY);
  const quota = quotaOf(desk, look);
  const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
  return presentSnapshot(desk, reading.snapshot, reading.now, quota, { source });
}

/** The ticket of a request that is still in line: by the one id that all asks of its caller are told. */
export function ticketOf(
  { desk, job, caller }: Request,
  reading: CacheReading,
  { ticket: sequence, since, priority, job: jobId }: EnteredPlace,
): Ticket {
  const content = { caller: caller.id, key: job.key, priority, sequence, since };
  const quote = desk.pump.lastLook(Number.POSITIVE_INFINITY)?.quotes.get(jobId);
  return openTicket(nameTicket(desk, job, content), quote, staleCopy(desk, reading));
}

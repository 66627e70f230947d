import type { CacheReading } from "@/lib/cache/cache";
import type { Job } from "@/lib/contract/queue/job";
import { laneOf } from "@/lib/contract/queue/priority";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { isFresh, presentSnapshot } from "@/lib/desk/answer/present-snapshot";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { problemOf, type Refusal } from "@/lib/desk/answer/refusal";
import type { SnapshotJob } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import type { Quote } from "@/lib/gate/quote/quote";
import type { EnteredPlace } from "@/lib/gate/step";
import type { TicketContent } from "@/lib/gate/ticket-token";
import { waitSeconds } from "./wait-seconds";
import { whyStuck } from "./why-stuck";

/** The fields that identify a ticket. They do not depend on its state. */
type Named = Pick<
  Ticket,
  "ticket" | "resource" | "symbol" | "expiry" | "window" | "priority" | "lane"
>;

export function nameTicket(
  desk: Pick<Services, "tokens">,
  job: Job,
  content: TicketContent,
): Named {
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

/** Builds a queued or running ticket. */
export function openTicket(named: Named, quote: Quote | undefined, stale: Snapshot | null): Ticket {
  const position = quote?.position ?? 1;
  return {
    ...named,
    state: position === 0 ? "running" : "queued",
    position,
    ahead: Math.max(0, position - 1),
    estimatedWaitSeconds: waitSeconds(quote?.landsInMs ?? 0),
    waitReason: whyStuck(quote),
    stale,
  };
}

const NO_WAIT = { estimatedWaitSeconds: 0, waitReason: null };

/** Builds an ended ticket. */
export function endedTicket(
  named: Named,
  end: Pick<Ticket, "state" | "snapshot" | "problem">,
): Ticket {
  return { ...named, ...end, position: 0, ahead: 0, ...NO_WAIT, stale: null };
}

/**
 * Builds a ticket that ended without data, with the reason. A canceled ticket counts as expired.
 */
export function failedTicket(
  desk: Pick<Services, "tokens">,
  { content, job }: { content: TicketContent; job: Job },
  refusal: Refusal,
): Ticket {
  const named = nameTicket(desk, job, content);
  if (refusal.slug === "gone") return endedTicket(named, { state: "expired" });
  return endedTicket(named, { state: "failed", problem: problemOf(refusal) });
}

/**
 * Returns the last copy, shown while newer data is queued or in flight. Free, because it uses the
 * last gate snapshot.
 */
export function staleCopy(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "pump" | "refreshableAt" | "upstream">,
  reading: CacheReading,
): Snapshot | null {
  if (!reading.snapshot) return null;
  const gateSnapshot = desk.pump.lastSnapshot();
  const quota = quotaOf(desk, gateSnapshot);
  const source = isFresh(reading.snapshot, reading.now) ? "cache" : "stale";
  return presentSnapshot(desk, reading.snapshot, reading.now, quota, { source });
}

/**
 * Builds the ticket of a queued request. All requests of one caller for one job get the same id.
 */
export function ticketOf(
  { desk, job, caller }: SnapshotJob,
  reading: CacheReading,
  { ticket: sequence, since, priority, job: jobId }: EnteredPlace,
): Ticket {
  const content = { caller: caller.id, key: job.key, priority, sequence, since };
  const quote = desk.pump.lastSnapshot()?.quotes.get(jobId);
  return openTicket(nameTicket(desk, job, content), quote, staleCopy(desk, reading));
}

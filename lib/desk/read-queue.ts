import type { Caller } from "@/lib/callers/callers";
import type { QueueStatus } from "@/lib/contract/queue";
import type { Ticket } from "@/lib/contract/ticket";
import type { Look } from "@/lib/gate/look";
import type { DeskParts } from "./parts";
import { quotaOf } from "./read-quota";
import { createStoreBudget } from "./store-budget";
import { nameTicket, openTicket } from "./ticket-view";

/** The line as one caller sees it. Free. */
export async function readQueue(desk: DeskParts, caller: Caller): Promise<QueueStatus> {
  const look = await createStoreBudget(desk.clock).spend(desk.pump.look(caller.id));
  const quota = quotaOf(desk, look);
  const inLane = (lane: number) => look.summary.line.filter((row) => row.lane === lane).length;
  return {
    queueSize: look.summary.line.length,
    callsThisMinute: quota.used,
    remainingQuota: quota.remaining,
    circuitBreakerActive: quota.breaker.state !== "closed",
    estimatedWaitSeconds: quota.nextSlotInSeconds,
    lanes: { interactive: inLane(1), standard: inLane(2), batch: inLane(3) },
    mine: ticketsIn(desk, caller, look),
  };
}

/** The open tickets that a look found to be this caller's. */
function ticketsIn(desk: DeskParts, caller: Caller, look: Look): Ticket[] {
  return look.mine.flatMap((place) => {
    const job = desk.upstream.jobOf(place.key);
    if (!job) return [];
    const { key, priority, since, ticket: sequence } = place;
    const named = nameTicket(desk, job, { caller: caller.id, key, priority, sequence, since });
    return [openTicket(named, look.quotes.get(place.job), null)];
  });
}

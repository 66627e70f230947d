import type { Caller } from "@/lib/callers/callers";
import type { QueueStatus } from "@/lib/contract/queue/queue";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import { nameTicket, openTicket } from "./ticket-view";

/** Reads the queue as one caller sees it. Free. */
export async function readQueue(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "pump" | "tokens" | "upstream">,
  caller: Caller,
): Promise<QueueStatus> {
  const gateSnapshot = await createStoreBudget(desk.clock).spend(desk.pump.snapshot(caller.id));
  const quota = quotaOf(desk, gateSnapshot);
  const inLane = (lane: number) =>
    gateSnapshot.summary.line.filter((row) => row.lane === lane).length;
  return {
    queueSize: gateSnapshot.summary.line.length,
    callsThisMinute: quota.used,
    remainingQuota: quota.remaining,
    circuitBreakerActive: quota.breaker.state !== "closed",
    estimatedWaitSeconds: quota.nextSlotInSeconds,
    lanes: { interactive: inLane(1), standard: inLane(2), batch: inLane(3) },
    mine: ticketsIn(desk, caller, gateSnapshot),
  };
}

/** Lists this caller's open tickets in a gate snapshot. */
function ticketsIn(
  desk: Pick<Services, "tokens" | "upstream">,
  caller: Caller,
  gateSnapshot: GateSnapshot,
): Ticket[] {
  return gateSnapshot.mine.flatMap((place) => {
    const job = desk.upstream.jobOf(place.key);
    if (!job) return [];
    const { key, priority, since, ticket: sequence } = place;
    const named = nameTicket(desk, job, { caller: caller.id, key, priority, sequence, since });
    return [openTicket(named, gateSnapshot.quotes.get(place.job), null)];
  });
}

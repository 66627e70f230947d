import type { CacheReading } from "@/lib/cache/cache";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { failureRefusal } from "@/lib/desk/answer/failure-refusal";
import { holdsLanding, presentSnapshot } from "@/lib/desk/answer/present-snapshot";
import { readQuotaOrNone } from "@/lib/desk/answer/read-quota";
import { closedFor, failure, type Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import {
  endedTicket,
  failedTicket,
  nameTicket,
  openTicket,
  staleCopy,
} from "@/lib/desk/queue/ticket-view";
import { waitInQueue } from "@/lib/desk/queue/wait-in-queue";
import type { Quote } from "@/lib/gate/quote/quote";
import type { Ask, Entered, EnteredPlace } from "@/lib/gate/step";
import { gatePolicy, httpPolicy } from "@/lib/policy";
import type { OwnedTicket } from "./find-ticket";

export type TicketReply = { kind: "ticket"; ticket: Ticket } | Refusal;

/** A ticket's status: queued or running, or how it ended. */
export type OpenStanding = {
  kind: "open";
  place: EnteredPlace;
  ask: Ask;
  quote: Quote | undefined;
};
type Standing = OpenStanding | { kind: "ended"; reply: TicketReply };

/**
 * Checks whether a ticket ended, then finds it in the queue. A ticket that the store lost is
 * entered again, unless it was canceled or is so old that reading it would cost a call.
 */
export async function locateTicket(
  desk: Services,
  owned: OwnedTicket,
  { mayEnter = true } = {},
): Promise<Standing> {
  const budget = createStoreBudget(desk.clock);
  const reading = await budget.spendInTurn(desk.cache.read(owned.job.key));
  const reply = await endOf(desk, owned, reading);
  if (reply) return { kind: "ended", reply };
  if (desk.cancelledTickets.has(owned.content))
    return { kind: "ended", reply: expired(desk, owned) };
  const isOld = reading.now - owned.content.since > httpPolicy.endedTicketKeptMs;
  const ask = { ...askAgain(owned, reading.now), joinOnly: isOld || !mayEnter };
  const { entered, gateSnapshot } = await budget.spendInTurn(
    desk.pump.enter(ask, owned.content.sequence),
  );
  switch (entered.kind) {
    case "queued":
    case "running":
      return { kind: "open", place: entered, ask, quote: gateSnapshot.quotes.get(entered.job) };
    case "landed": {
      // It landed between the two reads.
      const landed = await budget.spendInTurn(desk.cache.read(owned.job.key));
      const isHere = holdsLanding(landed, entered.at);
      const known = isHere ? landed : { ...landed, snapshot: null };
      return { kind: "ended", reply: await landedEnd(desk, owned, known) };
    }
    default:
      return { kind: "ended", reply: endedOtherwise(desk, owned, entered, gateSnapshot.now) };
  }
}

/** Returns a ticket's status. Waits up to `waitMs` for its end. */
export async function readTicket(
  desk: Services,
  owned: OwnedTicket,
  waitMs: number,
  signal: AbortSignal,
): Promise<TicketReply> {
  const standing = await locateTicket(desk, owned);
  if (standing.kind === "ended") return standing.reply;
  const waited = await waitInQueue(desk, { ...standing, waitMs, signal });
  if (waited.end === "failed") {
    return {
      kind: "ticket",
      ticket: failedTicket(desk, owned, failureRefusal(desk, owned.job, waited.problem)),
    };
  }
  const budget = createStoreBudget(desk.clock);
  const reading = await budget.spendInTurn(desk.cache.read(owned.job.key));
  if (waited.end === "landed") return landedEnd(desk, owned, reading);
  const latest = desk.pump.lastSnapshot()?.quotes.get(standing.place.job);
  const named = nameTicket(desk, owned.job, owned.content);
  const ticket = openTicket(named, latest ?? standing.quote, staleCopy(desk, reading));
  return { kind: "ticket", ticket };
}

/**
 * Builds the gate request that finds a ticket in the queue. An open breaker does not remove it.
 * `now`: store ms. A ticket issued after `now` dates from before the store's clock went back. The
 * gate then forgot older landings, so any landing is its answer.
 */
export function askAgain({ content, job, house, share }: OwnedTicket, now = content.since): Ask {
  const { key, caller, priority, since } = content;
  const isFromBefore = since > now + gatePolicy.clockToleranceMs;
  return {
    key,
    kind: job.kind,
    charges: job.charges,
    caller,
    house,
    share,
    priority,
    ifNewerThan: isFromBefore ? 0 : since,
    joinOnly: false,
    issuedAt: since,
    maxBreakerWaitMs: Number.MAX_SAFE_INTEGER,
  };
}

/**
 * Returns the end that the cache has: data that landed, or a failure, after the ticket was issued.
 */
async function endOf(
  desk: Services,
  owned: OwnedTicket,
  reading: CacheReading,
): Promise<TicketReply | null> {
  const { snapshot, failure: failed } = reading;
  const { since } = owned.content;
  if (snapshot && Date.parse(snapshot.fetchedAt) >= since) return landedEnd(desk, owned, reading);
  if (!failed || failed.failedAt < since) return null;
  return {
    kind: "ticket",
    ticket: failedTicket(desk, owned, failureRefusal(desk, owned.job, failed.problem)),
  };
}

/**
 * Returns the end of a ticket whose data is known to have landed. Compares no times, because the
 * store's clock may have gone back since. The store may have lost the copy again.
 */
export async function landedEnd(
  desk: Services,
  owned: OwnedTicket,
  { snapshot, now }: CacheReading,
): Promise<TicketReply> {
  if (!snapshot) {
    return {
      kind: "ticket",
      ticket: failedTicket(desk, owned, failure("store-unavailable", 1_000)),
    };
  }
  if (now - Date.parse(snapshot.fetchedAt) > httpPolicy.endedTicketKeptMs) return gone();
  const quota = await readQuotaOrNone(desk, createStoreBudget(desk.clock), 0);
  const shown = presentSnapshot(desk, snapshot, now, quota, { source: "upstream" });
  const named = nameTicket(desk, owned.job, owned.content);
  return { kind: "ticket", ticket: endedTicket(named, { state: "completed", snapshot: shown }) };
}

/** Maps the gate's other replies for a ticket that is neither in queue nor landed. */
function endedOtherwise(
  desk: Services,
  owned: OwnedTicket,
  entered: Exclude<Entered, EnteredPlace | { kind: "landed" }>,
  now: number,
): TicketReply {
  const failed = (refusal: Refusal): TicketReply => ({
    kind: "ticket",
    ticket: failedTicket(desk, owned, refusal),
  });
  switch (entered.kind) {
    case "negative":
      return failed(failure(entered.problem, entered.untilAt - now));
    case "open":
      return failed(closedFor(entered, now));
    case "refused":
      return failed(failureRefusal(desk, owned.job, "queue-full"));
    case "absent":
    case "expired":
      if (now - owned.content.since > httpPolicy.endedTicketKeptMs) return gone();
      return expired(desk, owned);
    default:
      return entered satisfies never;
  }
}

function expired(desk: Pick<Services, "tokens">, owned: OwnedTicket): TicketReply {
  const named = nameTicket(desk, owned.job, owned.content);
  return { kind: "ticket", ticket: endedTicket(named, { state: "expired" }) };
}

function gone(): Refusal {
  return {
    kind: "refused",
    slug: "gone",
    detail: "This ticket has ended and is no longer stored.",
  };
}

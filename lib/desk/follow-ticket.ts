import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import type { Job } from "@/lib/contract/job";
import type { Ticket } from "@/lib/contract/ticket";
import type { Quote } from "@/lib/gate/quote";
import type { Ask, Entered, EnteredPlace } from "@/lib/gate/step";
import type { TicketContent } from "@/lib/gate/ticket-token";
import { gatePolicy, httpPolicy } from "@/lib/policy";
import { failureHeard } from "./failure-heard";
import type { DeskParts } from "./parts";
import { holdsLanding, presentSnapshot } from "./present-snapshot";
import { readQuotaOrNone } from "./read-quota";
import { closedFor, failure, type Refusal } from "./refusal";
import { createStoreBudget } from "./store-budget";
import { endedTicket, failedTicket, nameTicket, openTicket, staleCopy } from "./ticket-view";
import { waitInLine } from "./wait-in-line";

export type TicketReply = { kind: "ticket"; ticket: Ticket } | Refusal;

/** A ticket that is its reader's, with the job it names. */
export type HeldTicket = { content: TicketContent; job: Job };

/** Its caller only: for everybody else there is no such ticket. Malformed ids say so. */
export function findTicket(desk: DeskParts, id: string, caller: Caller): HeldTicket | Refusal {
  if (!/^[\w-]+\.[\w-]{22}$/.test(id)) {
    return { kind: "refused", slug: "invalid-request", detail: "This is not a ticket's id." };
  }
  const content = desk.tokens.read(id);
  const job = content && desk.upstream.jobOf(content.key);
  if (!content || !job || content.caller !== caller.id) {
    return { kind: "refused", slug: "not-found", detail: "There is no such ticket of yours." };
  }
  return { content, job };
}

/** Where a ticket stands: still in line or under way, or how it ended. */
export type OpenStanding = {
  kind: "open";
  place: EnteredPlace;
  ask: Ask;
  quote: Quote | undefined;
};
type Standing = OpenStanding | { kind: "ended"; reply: TicketReply };

/**
 * Looks for the end of a ticket, then for its place. A ticket the store lost enters again, unless
 * it was given up, or is so old that looking at it would be what spends.
 */
export async function locateTicket(
  desk: DeskParts,
  held: HeldTicket,
  { mayEnter = true } = {},
): Promise<Standing> {
  const budget = createStoreBudget(desk.clock);
  const reading = await budget.spendInTurn(desk.cache.read(held.job.key));
  const reply = await endOf(desk, held, reading);
  if (reply) return { kind: "ended", reply };
  if (desk.givenUp.has(held.content)) return { kind: "ended", reply: expired(desk, held) };
  const isOld = reading.now - held.content.since > httpPolicy.endedTicketKeptMs;
  const ask = { ...askAgain(held, reading.now), join: isOld || !mayEnter };
  const { entered, look } = await budget.spendInTurn(desk.pump.enter(ask, held.content.sequence));
  switch (entered.kind) {
    case "queued":
    case "running":
      return { kind: "open", place: entered, ask, quote: look.quotes.get(entered.job) };
    case "landed": {
      // Between the two looks.
      const landed = await budget.spendInTurn(desk.cache.read(held.job.key));
      const isHere = holdsLanding(landed, entered.at);
      const known = isHere ? landed : { ...landed, snapshot: null };
      return { kind: "ended", reply: await landedEnd(desk, held, known) };
    }
    default:
      return { kind: "ended", reply: endedOtherwise(desk, held, entered, look.now) };
  }
}

/** How a ticket stands; waits up to `waitMs` for its end. */
export async function readTicket(
  desk: DeskParts,
  held: HeldTicket,
  waitMs: number,
  signal: AbortSignal,
): Promise<TicketReply> {
  const standing = await locateTicket(desk, held);
  if (standing.kind === "ended") return standing.reply;
  const waited = await waitInLine(desk, { ...standing, waitMs, signal });
  if (waited.end === "failed") {
    return {
      kind: "ticket",
      ticket: failedTicket(desk, held, failureHeard(desk, held.job, waited.problem)),
    };
  }
  const budget = createStoreBudget(desk.clock);
  const reading = await budget.spendInTurn(desk.cache.read(held.job.key));
  if (waited.end === "landed") return landedEnd(desk, held, reading);
  const latest = desk.pump.lastLook(Number.POSITIVE_INFINITY)?.quotes.get(standing.place.job);
  const named = nameTicket(desk, held.job, held.content);
  const ticket = openTicket(named, latest ?? standing.quote, staleCopy(desk, reading));
  return { kind: "ticket", ticket };
}

/**
 * Asks about the place a ticket names; an open breaker does not put it out of the line. `now`: the
 * store's. A ticket of a later time was given before the store's clock went back: by the new one
 * whatever landed is its answer, for the gate forgot then what had landed before.
 */
export function askAgain({ content, job }: HeldTicket, now = content.since): Ask {
  const { key, caller, priority, since } = content;
  const patience = Number.MAX_SAFE_INTEGER;
  const isFromBefore = since > now + gatePolicy.clockToleranceMs;
  return {
    key,
    window: job.window,
    caller,
    priority,
    seen: isFromBefore ? 0 : since,
    join: false,
    resume: since,
    patience,
  };
}

/** The end that the cache knows of: what landed, or failed, after the ticket's job entered. */
async function endOf(
  desk: DeskParts,
  held: HeldTicket,
  reading: CacheReading,
): Promise<TicketReply | null> {
  const { snapshot, failure: failed } = reading;
  const { since } = held.content;
  if (snapshot && Date.parse(snapshot.fetchedAt) >= since) return landedEnd(desk, held, reading);
  if (!failed || failed.failedAt < since) return null;
  return {
    kind: "ticket",
    ticket: failedTicket(desk, held, failureHeard(desk, held.job, failed.problem)),
  };
}

/**
 * The end of a ticket whose answer is known to have landed, whatever the times say: the store's clock
 * may have gone back since the ticket was given. The store may have lost the copy again.
 */
export async function landedEnd(
  desk: DeskParts,
  held: HeldTicket,
  { snapshot, now }: CacheReading,
): Promise<TicketReply> {
  if (!snapshot) {
    return {
      kind: "ticket",
      ticket: failedTicket(desk, held, failure("store-unavailable", 1_000)),
    };
  }
  if (now - Date.parse(snapshot.fetchedAt) > httpPolicy.endedTicketKeptMs) return gone();
  const quota = await readQuotaOrNone(desk, createStoreBudget(desk.clock), 0);
  const shown = presentSnapshot(desk, snapshot, now, quota, { source: "upstream" });
  const named = nameTicket(desk, held.job, held.content);
  return { kind: "ticket", ticket: endedTicket(named, { state: "completed", snapshot: shown }) };
}

/** What else the gate may say of a ticket that is neither in line nor landed. */
function endedOtherwise(
  desk: DeskParts,
  held: HeldTicket,
  entered: Exclude<Entered, EnteredPlace | { kind: "landed" }>,
  now: number,
): TicketReply {
  const failed = (refusal: Refusal): TicketReply => ({
    kind: "ticket",
    ticket: failedTicket(desk, held, refusal),
  });
  switch (entered.kind) {
    case "negative":
      return failed(failure(entered.problem, entered.untilAt - now));
    case "open":
      return failed(closedFor(entered.reason, entered.untilAt - now));
    case "refused":
      return failed(failureHeard(desk, held.job, "queue-full"));
    case "absent":
    case "expired":
      if (now - held.content.since > httpPolicy.endedTicketKeptMs) return gone();
      return expired(desk, held);
    default:
      return entered satisfies never;
  }
}

function expired(desk: DeskParts, held: HeldTicket): TicketReply {
  const named = nameTicket(desk, held.job, held.content);
  return { kind: "ticket", ticket: endedTicket(named, { state: "expired" }) };
}

function gone(): Refusal {
  return { kind: "refused", slug: "gone", detail: "This ticket ended and is no longer kept." };
}

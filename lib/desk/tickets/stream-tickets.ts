import { EventEmitter, on, setMaxListeners } from "node:events";
import type { Caller } from "@/lib/callers/callers";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { failureRefusal } from "@/lib/desk/answer/failure-refusal";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { failedTicket, nameTicket, openTicket } from "@/lib/desk/queue/ticket-view";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Progress } from "@/lib/gate/pump/waiter";
import type { Quote } from "@/lib/gate/quote/quote";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import { httpPolicy } from "@/lib/policy";
import type { OwnedTicket } from "./find-ticket";
import { askAgain, landedEnd, locateTicket, type OpenStanding } from "./follow-ticket";

const isOpen = ({ state }: Ticket) => state === "queued" || state === "running";

/** Yields the ticket at each change until it ends or `signal` aborts. */
type TicketStream = { kind: "stream"; tickets(signal: AbortSignal): AsyncIterable<Ticket> };

/** Streams one ticket at each change until it ends. Uses no slot. */
export async function streamTicket(
  desk: Services,
  owned: OwnedTicket,
): Promise<TicketStream | Refusal> {
  const standing = await locateTicket(desk, owned);
  if (standing.kind === "ended") {
    const { reply } = standing;
    if (reply.kind === "refused") return reply;
    return { kind: "stream", tickets: () => once(reply.ticket) };
  }
  return { kind: "stream", tickets: (signal) => changesOf(desk, owned, standing, signal) };
}

async function* once(ticket: Ticket): AsyncGenerator<Ticket> {
  yield ticket;
}

async function* changesOf(
  desk: Services,
  owned: OwnedTicket,
  { place, ask, quote }: OpenStanding,
  signal: AbortSignal,
): AsyncGenerator<Ticket> {
  const news = createNews(desk, signal);
  news.follow(owned, place, ask, quote);
  for await (const ticket of news.tickets()) {
    yield ticket;
    if (!isOpen(ticket)) return;
  }
}

/** Streams all tickets of a caller. Ends when none is open. */
export async function* streamMine(
  desk: Services,
  caller: Caller,
  left: AbortSignal,
): AsyncGenerator<Ticket> {
  const over = new AbortController();
  const signal = AbortSignal.any([left, over.signal]);
  const news = createNews(desk, signal);
  const follow = (key: string, place: EnteredPlace) => {
    const job = desk.upstream.jobOf(key);
    if (!job) return;
    const { since, priority, ticket: sequence } = place;
    const { id, house, share } = caller;
    const owned = { content: { caller: id, key, priority, since, sequence }, job, house, share };
    news.follow(owned, place, askAgain(owned));
  };
  const followNew = ({ mine }: GateSnapshot) => {
    for (const { key, ...place } of mine) follow(key, place);
  };
  const followGiven = (ask: Ask, place: EnteredPlace) => {
    if (ask.caller === caller.id) follow(ask.key, place);
  };
  desk.pump.places.on("given", followGiven);
  try {
    followNew(await desk.pump.snapshot(caller.id));
    if (news.open() === 0) return;
    void keepLooking(desk, caller, signal, followNew);
    for await (const ticket of news.tickets()) {
      yield ticket;
      if (news.open() === 0) return;
    }
  } finally {
    desk.pump.places.off("given", followGiven);
    over.abort();
  }
}

/**
 * Finds tickets that other processes entered by reading the queue now and then. Shares a step that
 * is taken anyway if one comes in time, and one read serves all streams of this process.
 */
async function keepLooking(
  desk: Pick<Services, "clock" | "pump">,
  { id }: Caller,
  signal: AbortSignal,
  found: (gateSnapshot: GateSnapshot) => void,
): Promise<void> {
  while (!signal.aborted) {
    await desk.clock.sleep(httpPolicy.ticketsRestMs, signal);
    const gateSnapshot = await desk.pump
      .snapshotWithin(httpPolicy.ticketsLookMs - httpPolicy.ticketsRestMs, id, signal)
      .catch(() => null);
    if (gateSnapshot) found(gateSnapshot);
  }
}

/** Yields tickets as they change. Each ends once, whatever an older gate snapshot still reports. */
function createNews(desk: Services, signal: AbortSignal) {
  const emitter = new EventEmitter();
  // One listener per followed ticket.
  setMaxListeners(0, signal);
  const sent = new Map<string, Ticket>();
  /** Ticket numbers. */
  const followed = new Set<number>();
  /**
   * Ticket ids with their job keys: after data loss a ticket may be in queue under another number.
   */
  const open = new Map<string, string>();
  const changes = on(emitter, "ticket", { signal }) as AsyncIterable<[Ticket]>;

  function send(ticket: Ticket): void {
    if (!isNews(sent.get(ticket.ticket), ticket)) return;
    sent.set(ticket.ticket, ticket);
    emitter.emit("ticket", ticket);
  }

  function onProgress(owned: OwnedTicket, progress: Progress): void {
    const named = nameTicket(desk, owned.job, owned.content);
    if (progress.state === "waiting") send(openTicket(named, progress.quote, null));
    if (progress.state === "failed")
      send(failedTicket(desk, owned, failureRefusal(desk, owned.job, progress.problem)));
    if (progress.state === "landed") void sendLanded(owned);
  }

  /** The answer is in the store, which may be unreachable for a while. */
  async function sendLanded(owned: OwnedTicket): Promise<void> {
    while (!signal.aborted) {
      const reading = await desk.cache.read(owned.job.key).catch(() => null);
      const end = reading && (await landedEnd(desk, owned, reading));
      if (end) return send(end.kind === "ticket" ? end.ticket : failedTicket(desk, owned, end));
      await desk.clock.sleep(httpPolicy.ticketRereadMs, signal);
    }
  }

  return {
    /** How many followed tickets have not ended. */
    open: () => open.size,
    /** `first`: the first quote, in case the last gate snapshot lacks it. */
    follow(owned: OwnedTicket, place: EnteredPlace, ask: Ask, first?: Quote): void {
      const named = nameTicket(desk, owned.job, owned.content);
      if (followed.has(place.ticket) || [...open.values()].includes(owned.job.key)) return;
      followed.add(place.ticket);
      open.set(named.ticket, owned.job.key);
      const stop = desk.pump.watch(place, ask, (progress) => onProgress(owned, progress));
      signal.addEventListener("abort", stop, { once: true });
      const latest = desk.pump.lastSnapshot()?.quotes.get(place.job);
      const quote = latest ?? first;
      if (quote) send(openTicket(named, quote, null));
    },
    async *tickets(): AsyncGenerator<Ticket> {
      try {
        for await (const [ticket] of changes) {
          if (!isOpen(ticket)) open.delete(ticket.ticket);
          yield ticket;
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}

/** True for a new state or position, or a wait that differs from the reader's own countdown. */
function isNews(before: Ticket | undefined, after: Ticket): boolean {
  if (!before || before.state !== after.state || before.position !== after.position) return true;
  if (before.waitReason !== after.waitReason) return true;
  const moved = Math.abs((before.estimatedWaitSeconds ?? 0) - (after.estimatedWaitSeconds ?? 0));
  return moved * 1_000 > httpPolicy.waitNewsMs;
}

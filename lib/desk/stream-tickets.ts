import { EventEmitter, on, setMaxListeners } from "node:events";
import type { Caller } from "@/lib/callers/callers";
import type { Ticket } from "@/lib/contract/ticket";
import type { Look } from "@/lib/gate/look";
import type { Quote } from "@/lib/gate/quote";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import type { Progress } from "@/lib/gate/waiter";
import { gatePolicy, httpPolicy } from "@/lib/policy";
import { failureHeard } from "./failure-heard";
import {
  askAgain,
  type HeldTicket,
  landedEnd,
  locateTicket,
  type OpenStanding,
} from "./follow-ticket";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";
import { failedTicket, nameTicket, openTicket } from "./ticket-view";

const isOpen = ({ state }: Ticket) => state === "queued" || state === "running";

/** The ticket at each change, until it ended or `signal` aborts. */
type TicketStream = { kind: "stream"; tickets(signal: AbortSignal): AsyncIterable<Ticket> };

/** One ticket, told at each change until it ended. Looking costs no slot. */
export async function streamTicket(
  desk: DeskParts,
  held: HeldTicket,
): Promise<TicketStream | Refusal> {
  const standing = await locateTicket(desk, held);
  if (standing.kind === "ended") {
    const { reply } = standing;
    if (reply.kind === "refused") return reply;
    return { kind: "stream", tickets: () => once(reply.ticket) };
  }
  return { kind: "stream", tickets: (signal) => changesOf(desk, held, standing, signal) };
}

async function* once(ticket: Ticket): AsyncGenerator<Ticket> {
  yield ticket;
}

async function* changesOf(
  desk: DeskParts,
  held: HeldTicket,
  { place, ask, quote }: OpenStanding,
  signal: AbortSignal,
): AsyncGenerator<Ticket> {
  const news = createNews(desk, signal);
  news.follow(held, place, ask, quote);
  for await (const ticket of news.tickets()) {
    yield ticket;
    if (!isOpen(ticket)) return;
  }
}

/** All of a caller's tickets on one stream; it ends when none of them is open. */
export async function* streamMine(
  desk: DeskParts,
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
    const held = { content: { caller: caller.id, key, priority, since, sequence }, job };
    news.follow(held, place, askAgain(held));
  };
  const followNew = ({ mine }: Look) => {
    for (const { key, ...place } of mine) follow(key, place);
  };
  const followGiven = (ask: Ask, place: EnteredPlace) => {
    if (ask.caller === caller.id) follow(ask.key, place);
  };
  desk.pump.places.on("given", followGiven);
  try {
    followNew(await desk.pump.look(caller.id));
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
 * Tickets entered on other instances are found by looking again now and then: with a step that is
 * taken anyway, if one comes in time, and for all the streams of this instance at once.
 */
async function keepLooking(
  desk: DeskParts,
  { id }: Caller,
  signal: AbortSignal,
  found: (look: Look) => void,
): Promise<void> {
  while (!signal.aborted) {
    await desk.clock.sleep(httpPolicy.ticketsRestMs, signal);
    const look = await desk.pump
      .lookWithin(httpPolicy.ticketsLookMs - httpPolicy.ticketsRestMs, id, signal)
      .catch(() => null);
    if (look) found(look);
  }
}

/** Tickets as they change. Each ends once, whatever an older look still has of it. */
function createNews(desk: DeskParts, signal: AbortSignal) {
  const emitter = new EventEmitter();
  // One listener for each ticket followed.
  setMaxListeners(0, signal);
  const told = new Map<string, Ticket>();
  /** By number. */
  const followed = new Set<number>();
  /** By id, each with its job's key: one that the store lost may be in line under another number. */
  const open = new Map<string, string>();
  const changes = on(emitter, "ticket", { signal }) as AsyncIterable<[Ticket]>;

  function tell(ticket: Ticket): void {
    if (!isNews(told.get(ticket.ticket), ticket)) return;
    told.set(ticket.ticket, ticket);
    emitter.emit("ticket", ticket);
  }

  function hear(held: HeldTicket, progress: Progress): void {
    const named = nameTicket(desk, held.job, held.content);
    if (progress.state === "waiting") tell(openTicket(named, progress.quote, null));
    if (progress.state === "failed")
      tell(failedTicket(desk, held, failureHeard(desk, held.job, progress.problem)));
    if (progress.state === "landed") void tellLanded(held);
  }

  /** The answer is in the store, which may be away for a while. */
  async function tellLanded(held: HeldTicket): Promise<void> {
    while (!signal.aborted) {
      const reading = await desk.cache.read(held.job.key).catch(() => null);
      const end = reading && (await landedEnd(desk, held, reading));
      if (end) return tell(end.kind === "ticket" ? end.ticket : failedTicket(desk, held, end));
      await desk.clock.sleep(gatePolicy.landingReadSlowMs, signal);
    }
  }

  return {
    /** How many of those followed are not heard to have ended. */
    open: () => open.size,
    /** `first`: its quote, where the last look may not know it. */
    follow(held: HeldTicket, place: EnteredPlace, ask: Ask, first?: Quote): void {
      const named = nameTicket(desk, held.job, held.content);
      if (followed.has(place.ticket) || [...open.values()].includes(held.job.key)) return;
      followed.add(place.ticket);
      open.set(named.ticket, held.job.key);
      const stop = desk.pump.watch(place, ask, (progress) => hear(held, progress));
      signal.addEventListener("abort", stop, { once: true });
      const latest = desk.pump.lastLook(Number.POSITIVE_INFINITY)?.quotes.get(place.job);
      const quote = latest ?? first;
      if (quote) tell(openTicket(named, quote, null));
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

/** Another state or place, or a wait that is off by more than a reader counts down by itself. */
function isNews(before: Ticket | undefined, after: Ticket): boolean {
  if (!before || before.state !== after.state || before.position !== after.position) return true;
  const moved = Math.abs(before.estimatedWaitSeconds - after.estimatedWaitSeconds);
  return moved * 1_000 > gatePolicy.landingReadSlowMs;
}

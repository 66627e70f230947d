import { EventEmitter, on, setMaxListeners } from "node:events";
import type { Caller } from "@/lib/callers/callers";
import type { Ticket } from "@/lib/contract/ticket";
import type { Quote } from "@/lib/gate/quote";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import type { Progress } from "@/lib/gate/waiter";
import { gatePolicy, httpPolicy } from "@/lib/policy";
import { askAgain, endOf, type HeldTicket, locateTicket, type OpenStanding } from "./follow-ticket";
import type { DeskParts } from "./parts";
import { failure, type Refusal } from "./refusal";
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
  signal: AbortSignal,
): AsyncGenerator<Ticket> {
  const news = createNews(desk, signal);
  const followed = new Set<string>();
  const findNew = async () => {
    const { mine } = await desk.pump.look(caller.id);
    for (const { key, priority, since, ticket: sequence, ...place } of mine) {
      const job = desk.upstream.jobOf(key);
      if (!job || followed.has(key)) continue;
      followed.add(key);
      const content = { caller: caller.id, key, priority, since, sequence };
      news.follow(
        { content, job },
        { ...place, since, ticket: sequence },
        askAgain({ content, job }),
      );
    }
  };
  await findNew();
  // Tickets entered since, here or on another instance, are found by looking again now and then.
  void (async () => {
    while (!signal.aborted && followed.size > 0) {
      await desk.clock.sleep(httpPolicy.ticketsLookMs, signal);
      await findNew().catch(() => undefined);
    }
  })();
  while (followed.size > 0 && !signal.aborted) {
    for await (const ticket of news.tickets()) {
      yield ticket;
      if (!isOpen(ticket)) followed.delete(news.keyOf(ticket) ?? "");
      if (followed.size === 0) return;
    }
  }
}

/** Tickets as they change. */
function createNews(desk: DeskParts, signal: AbortSignal) {
  const emitter = new EventEmitter();
  // One listener for each ticket followed.
  setMaxListeners(0, signal);
  const told = new Map<string, Ticket>();
  const keys = new Map<string, string>();
  const changes = on(emitter, "ticket", { signal }) as AsyncIterable<[Ticket]>;

  function tell(ticket: Ticket): void {
    if (!isNews(told.get(ticket.ticket), ticket)) return;
    told.set(ticket.ticket, ticket);
    emitter.emit("ticket", ticket);
  }

  function hear(held: HeldTicket, progress: Progress): void {
    const named = nameTicket(desk, held.job, held.content);
    if (progress.state === "waiting") tell(openTicket(named, progress.quote, null));
    if (progress.state === "failed") tell(failedTicket(desk, held, failure(progress.problem)));
    if (progress.state !== "landed") return;
    const lost = () => tell(failedTicket(desk, held, failure("store-unavailable", 1_000)));
    desk.cache
      .read(held.job.key)
      .then((reading) => endOf(desk, held, reading))
      .then((reply) => (reply?.kind === "ticket" ? tell(reply.ticket) : lost()), lost);
  }

  return {
    keyOf: (ticket: Ticket) => keys.get(ticket.ticket),
    /** `first`: its quote, where the last look may not know it. */
    follow(held: HeldTicket, place: EnteredPlace, ask: Ask, first?: Quote): void {
      keys.set(nameTicket(desk, held.job, held.content).ticket, held.job.key);
      const stop = desk.pump.watch(place, ask, (progress) => hear(held, progress));
      signal.addEventListener("abort", stop, { once: true });
      const latest = desk.pump.lastLook(Number.POSITIVE_INFINITY)?.quotes.get(place.job);
      const quote = latest ?? first;
      if (quote) tell(openTicket(nameTicket(desk, held.job, held.content), quote, null));
    },
    async *tickets(): AsyncGenerator<Ticket> {
      try {
        for await (const [ticket] of changes) yield ticket;
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

import type { Ticket } from "@/lib/contract/ticket";
import { browserPolicy } from "@/lib/policy";
import type { RefusalReason } from "./ask-store";
import { callServer } from "./call-server";
import { readStatus } from "./read-status";
import { createSilence, messagesIn, type Sleep } from "./stream-messages";
import type { Tab } from "./tab";
import { openTickets, takeTicket } from "./take-ticket";

/**
 * Follows every open ticket of this tab over one event stream; where no stream is to be had, by
 * reading each. It only looks: a ticket read or a stream opened again is never a new job.
 */
export function createFollower(tab: Tab, sleep: Sleep): { follow(): void } {
  let following = false;
  const followed = new Set<string>();
  const run = async () => {
    let rest: number = browserPolicy.followRestFirstMs;
    while (openTickets(tab).length > 0) {
      const streamed = await watchStream(tab, sleep);
      if (openTickets(tab).length === 0) break;
      const wait = streamed === "refused" ? browserPolicy.ticketWaitSeconds : 0;
      await readEach(tab, openTickets(tab), wait);
      if (openTickets(tab).length === 0) break;
      rest = streamed === "told" ? browserPolicy.followRestFirstMs : rest * 2;
      await sleep(Math.min(rest, browserPolicy.followRestMostMs));
    }
    // How a wait ended tells of the upstream; a ticket does not say it.
    await readStatus(tab);
  };
  const follow = () => {
    const late = openTickets(tab).filter(({ ticket }) => !followed.has(ticket));
    for (const { ticket } of late) followed.add(ticket);
    if (following) return late.length === 0 ? undefined : void readLate(tab, late, sleep);
    following = true;
    void run().finally(() => {
      following = false;
      followed.clear();
      // One that came in just as the loop ended.
      if (openTickets(tab).length > 0) follow();
    });
  };
  return { follow };
}

/** `told`: the stream spoke of a ticket; `silent`: it did not, or broke; `refused`: there is none. */
async function watchStream(tab: Tab, sleep: Sleep): Promise<"told" | "silent" | "refused"> {
  const leave = new AbortController();
  const silence = createSilence(sleep, () => leave.abort());
  let told: "told" | "silent" = "silent";
  try {
    silence.restart();
    const response = await tab.fetch("/api/tickets/events", {
      headers: { accept: "text/event-stream" },
      signal: leave.signal,
    });
    if (!response.ok || response.body === null) return "refused";
    for await (const ticket of ticketsIn(response.body)) {
      told = "told";
      silence.restart();
      if (openTickets(tab).some((open) => open.ticket === ticket.ticket)) takeTicket(tab, ticket);
      if (openTickets(tab).length === 0) break;
    }
    return told;
  } catch {
    return told;
  } finally {
    silence.stop();
    leave.abort();
  }
}

/** The tickets a stream tells of; whatever else it says passes by. */
async function* ticketsIn(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Ticket> {
  for await (const { data } of messagesIn(body)) {
    const told: unknown = JSON.parse(data);
    if (isTicket(told)) yield told;
  }
}

function isTicket(told: unknown): told is Ticket {
  return typeof told === "object" && told !== null && "ticket" in told && "state" in told;
}

type OpenTicket = ReturnType<typeof openTickets>[number];

/** Reads tickets that the open stream may never tell of, once it should have. */
async function readLate(tab: Tab, late: readonly OpenTicket[], sleep: Sleep): Promise<void> {
  await sleep(browserPolicy.lateTicketMs);
  const open = new Set(openTickets(tab).map(({ ticket }) => ticket));
  await readEach(
    tab,
    late.filter(({ ticket }) => open.has(ticket)),
    0,
  );
}

/** Reads each of the tickets once, waiting up to `waitSeconds` for its end. */
async function readEach(
  tab: Tab,
  tickets: readonly OpenTicket[],
  waitSeconds: number,
): Promise<void> {
  const headers = { prefer: `wait=${waitSeconds}` };
  await Promise.all(
    tickets.map(async ({ name, ticket }) => {
      const answer = await callServer<Ticket>(tab, `/api/tickets/${encodeURIComponent(ticket)}`, {
        headers,
      });
      const ask = tab.asks.read(name);
      if (ask.kind !== "in-line" || ask.ticket !== ticket) return;
      if (answer.kind === "answered") return takeTicket(tab, answer.body);
      if (OVER.has(answer.refusal.reason))
        tab.asks.write(name, { kind: "refused", refusal: answer.refusal });
    }),
  );
}

/** Refusals that no later look at the ticket would change; signed in again, `mine` tells of it. */
const OVER: ReadonlySet<RefusalReason> = new Set([
  "gone",
  "not-found",
  "invalid-request",
  "unauthorized",
]);

import type { RefusalReason } from "@/lib/client/tab/ask-store";
import { callServer } from "@/lib/client/tab/call-server";
import { readStream } from "@/lib/client/tab/read-stream";
import type { Sleep } from "@/lib/client/tab/stream-messages";
import type { Tab } from "@/lib/client/tab/tab";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { browserPolicy } from "@/lib/policy";
import { readStatus } from "./read-status";
import { openTickets, takeTicket } from "./take-ticket";

/**
 * Follows all open tickets of this tab over one event stream. Without a stream it reads each
 * ticket. Only reads: reading a ticket or reopening a stream never creates a job.
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
      rest = streamed === "spoke" ? browserPolicy.followRestFirstMs : rest * 2;
      await sleep(Math.min(rest, browserPolicy.followRestMostMs));
    }
    // How a wait ended says something about the upstream's health, which a ticket does not include.
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
      // A ticket was added just as the loop ended.
      if (openTickets(tab).length > 0) follow();
    });
  };
  return { follow };
}

/**
 * `spoke`: the stream sent a ticket. `silent`: it sent none, or broke. `refused`: no stream is
 * available.
 */
async function watchStream(tab: Tab, sleep: Sleep): Promise<"spoke" | "silent" | "refused"> {
  const end = await readStream({
    server: tab,
    path: "/api/tickets/events",
    sleep,
    onMessage({ data }) {
      const ticket: unknown = JSON.parse(data);
      if (!isTicket(ticket)) return "ignored";
      if (openTickets(tab).some((open) => open.ticket === ticket.ticket)) takeTicket(tab, ticket);
      return openTickets(tab).length === 0 ? "last" : "taken";
    },
  });
  if (end.kind === "refused") return "refused";
  return end.spoke ? "spoke" : "silent";
}

function isTicket(value: unknown): value is Ticket {
  return typeof value === "object" && value !== null && "ticket" in value && "state" in value;
}

type OpenTicket = ReturnType<typeof openTickets>[number];

/** Reads tickets that the open stream should have reported by now, because it may never do so. */
async function readLate(tab: Tab, late: readonly OpenTicket[], sleep: Sleep): Promise<void> {
  await sleep(browserPolicy.lateTicketMs);
  const open = new Set(openTickets(tab).map(({ ticket }) => ticket));
  await readEach(
    tab,
    late.filter(({ ticket }) => open.has(ticket)),
    0,
  );
}

/** Reads each ticket once, waiting up to `waitSeconds` for its end. */
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
      if (ask.kind !== "queued" || ask.ticket !== ticket) return;
      if (answer.kind === "answered") return takeTicket(tab, answer.body);
      if (OVER.has(answer.refusal.reason))
        tab.asks.write(name, { kind: "refused", refusal: answer.refusal });
    }),
  );
}

/**
 * Refusals that a later read would not change. After signing in again, `mine` reports the ticket.
 */
const OVER: ReadonlySet<RefusalReason> = new Set([
  "gone",
  "not-found",
  "invalid-request",
  "unauthorized",
]);

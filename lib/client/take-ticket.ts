import type { Snapshot } from "@/lib/contract/snapshot";
import type { Ticket } from "@/lib/contract/ticket";
import type { Ask, Refusal } from "./ask-store";
import { callServer, refusalOf } from "./call-server";
import { holdSnapshot } from "./held";
import { keepCopy } from "./keep-copy";
import type { Tab } from "./tab";
import { wantedName, wantedOfTicket } from "./wanted-name";

const EXPIRED: Refusal = {
  reason: "expired",
  detail: "The place in line ended before its turn. Ask again.",
  readyAt: null,
};

/** Shows what a ticket says, and follows it while it is open. */
export function takeTicket(tab: Tab, ticket: Ticket): void {
  if (ticket.stale !== null) land(tab, ticket.stale);
  if (ticket.snapshot !== undefined) land(tab, ticket.snapshot);
  const ask = askAfter(tab, ticket);
  tab.asks.write(wantedName(wantedOfTicket(ticket)), ask);
  if (ask.kind === "in-line") tab.follow();
}

/** Looks at a ticket once, as it stands. Free. */
export async function readTicket(tab: Tab, ticket: string): Promise<void> {
  const path = `/api/tickets/${encodeURIComponent(ticket)}`;
  const answer = await callServer<Ticket>(tab, path, { headers: { prefer: "wait=0" } });
  if (answer.kind === "answered") takeTicket(tab, answer.body);
}

function askAfter(tab: Tab, ticket: Ticket): Ask {
  switch (ticket.state) {
    case "queued":
    case "running":
      return {
        kind: "in-line",
        ticket: ticket.ticket,
        position: ticket.state === "running" ? 0 : ticket.position,
        landsAt: tab.time.now() + ticket.estimatedWaitSeconds * 1_000,
      };
    case "completed":
      return { kind: "idle" };
    case "failed":
      return { kind: "refused", refusal: failureOf(ticket, tab) };
    case "expired":
      return { kind: "refused", refusal: EXPIRED };
    default:
      return ticket.state satisfies never;
  }
}

function failureOf(ticket: Ticket, tab: Tab): Refusal {
  if (ticket.problem === undefined) return EXPIRED;
  return refusalOf(ticket.problem, tab.time.now());
}

/** Keeps what arrived, and the word on the quota that came with it. */
export function land(tab: Tab, snapshot: Snapshot): void {
  const now = tab.time.now();
  keepCopy(tab.held, tab.asks, holdSnapshot(snapshot, now));
  // Without the store nothing is known of the quota, whatever stands in its place.
  const quota = snapshot.staleReason === "store-down" ? null : snapshot.quota;
  tab.held.keepQuota({ quota, readAt: now });
}

/** The tickets this tab waits for, by the names of what they are for. */
export function openTickets(tab: Tab): { name: string; ticket: string }[] {
  return [...tab.asks.state().asks].flatMap(([name, ask]) =>
    ask.kind === "in-line" ? [{ name, ticket: ask.ticket }] : [],
  );
}

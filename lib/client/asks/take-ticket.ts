import type { AskRefusal, AskStatus } from "@/lib/client/tab/ask-store";
import { callServer, refusalOf } from "@/lib/client/tab/call-server";
import { toLocalSnapshot } from "@/lib/client/tab/local-cache";
import { storeSnapshot } from "@/lib/client/tab/store-snapshot";
import type { Tab } from "@/lib/client/tab/tab";
import { wantedName } from "@/lib/client/tab/wanted-name";
import { momentAfter } from "@/lib/client/time/moment-after";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";

const EXPIRED: AskRefusal = {
  reason: "expired",
  detail: "The request left the queue before its turn. Try again.",
  readyAt: null,
};

/** Shows a ticket's state, and follows it while it is open. */
export function takeTicket(tab: Tab, ticket: Ticket): void {
  if (ticket.stale !== null) cacheSnapshot(tab, ticket.stale);
  if (ticket.snapshot !== undefined) cacheSnapshot(tab, ticket.snapshot);
  const ask = askAfter(tab, ticket);
  tab.asks.write(wantedName(wantedOf(ticket.resource, ticket.symbol, ticket)), ask);
  if (ask.kind === "queued") tab.follow();
}

/** Reads a ticket once, without waiting. Free. */
export async function readTicket(tab: Tab, ticket: string): Promise<void> {
  const path = `/api/tickets/${encodeURIComponent(ticket)}`;
  const answer = await callServer<Ticket>(tab, path, { headers: { prefer: "wait=0" } });
  if (answer.kind === "answered") takeTicket(tab, answer.body);
}

function askAfter(tab: Tab, ticket: Ticket): AskStatus {
  switch (ticket.state) {
    case "queued":
    case "running":
      return {
        kind: "queued",
        ticket: ticket.ticket,
        position: ticket.state === "running" ? 0 : ticket.position,
        endsAt: momentAfter(tab.time.now(), ticket.estimatedWaitSeconds),
        waitReason: ticket.waitReason,
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

function failureOf(ticket: Ticket, tab: Tab): AskRefusal {
  if (ticket.problem === undefined) return EXPIRED;
  return refusalOf(ticket.problem, tab.time.now());
}

/** Caches a snapshot, and the quota that came with it. */
export function cacheSnapshot(tab: Tab, snapshot: Snapshot): void {
  const now = tab.time.now();
  storeSnapshot(tab.cache, tab.asks, toLocalSnapshot(snapshot, now));
  // While the store is down the quota is unknown, whatever the field contains.
  const quota = snapshot.staleReason === "store-down" ? null : snapshot.quota;
  tab.cache.keepQuota({ quota, readAt: now });
}

/** The tickets this tab waits for, by the name of the requested resource. */
export function openTickets(tab: Tab): { name: string; ticket: string }[] {
  return [...tab.asks.state().asks].flatMap(([name, ask]) =>
    ask.kind === "queued" ? [{ name, ticket: ask.ticket }] : [],
  );
}

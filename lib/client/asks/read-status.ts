import { isWaiting } from "@/lib/client/tab/ask-store";
import { callServer } from "@/lib/client/tab/call-server";
import { STATUS_KEY } from "@/lib/client/tab/local-cache";
import type { Tab } from "@/lib/client/tab/tab";
import { wantedName } from "@/lib/client/tab/wanted-name";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { QueueStatus } from "@/lib/contract/queue/queue";
import type { Quota } from "@/lib/contract/quota/quota";
import { takeTicket } from "./take-ticket";

/** Reads the shared quota. Free: reads the store, never the upstream. */
export async function readStatus(tab: Tab): Promise<void> {
  const answer = await callServer<Quota>(tab, STATUS_KEY);
  const readAt = tab.time.now();
  if (answer.kind === "answered") return tab.cache.keepQuota({ quota: answer.body, readAt });
  if (answer.refusal.reason === "store-unavailable") tab.cache.keepQuota({ quota: null, readAt });
  // Any other failure says nothing about the quota.
  else tab.cache.missQuota(answer.refusal, readAt);
}

/** After a reload, finds the tickets this person still has, whatever page is shown. Free. */
export async function resumeTickets(tab: Tab): Promise<void> {
  const answer = await callServer<QueueStatus>(tab, "/api/queue-status");
  if (answer.kind === "refused") return;
  for (const ticket of answer.body.mine) {
    const isOpen = ticket.state === "queued" || ticket.state === "running";
    if (
      isOpen &&
      !isWaiting(tab.asks.read(wantedName(wantedOf(ticket.resource, ticket.symbol, ticket))))
    ) {
      takeTicket(tab, ticket);
    }
  }
}

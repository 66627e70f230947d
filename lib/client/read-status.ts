import type { QueueStatus } from "@/lib/contract/queue";
import type { Quota } from "@/lib/contract/quota";
import { isWaiting } from "./ask-store";
import { callServer } from "./call-server";
import { STATUS_KEY } from "./held";
import type { Tab } from "./tab";
import { takeTicket } from "./take-ticket";
import { wantedName, wantedOfTicket } from "./wanted-name";

/** Reads the shared quota. Free: it asks the store, never the upstream. */
export async function readStatus(tab: Tab): Promise<void> {
  const answer = await callServer<Quota>(tab, STATUS_KEY);
  const readAt = tab.time.now();
  if (answer.kind === "answered") return tab.held.keepQuota({ quota: answer.body, readAt });
  if (answer.refusal.reason === "store-unavailable") tab.held.keepQuota({ quota: null, readAt });
  // Any other failure tells nothing of the quota.
  else tab.held.missQuota(answer.refusal, readAt);
}

/** After a reload: finds the places in line this person still holds, whatever page is shown. Free as well. */
export async function resumeTickets(tab: Tab): Promise<void> {
  const answer = await callServer<QueueStatus>(tab, "/api/queue-status");
  if (answer.kind === "refused") return;
  for (const ticket of answer.body.mine) {
    const isOpen = ticket.state === "queued" || ticket.state === "running";
    if (isOpen && !isWaiting(tab.asks.read(wantedName(wantedOfTicket(ticket))))) {
      takeTicket(tab, ticket);
    }
  }
}

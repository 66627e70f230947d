import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { cancelRows } from "@/lib/desk/scans/cancel-rows";
import { gatePolicy } from "@/lib/policy";
import type { OwnedTicket } from "./find-ticket";
import { locateTicket } from "./follow-ticket";

/**
 * Cancels the ticket under its current number: after data loss it may have been entered again.
 * Never enters it only to cancel. A call in flight finishes for other waiters.
 */
export async function cancelTicket(desk: Services, owned: OwnedTicket): Promise<void> {
  const standing = await locateTicket(desk, owned, { mayEnter: false });
  if (standing.kind === "open") {
    const { ticket } = standing.place;
    const isBatch = owned.content.priority >= gatePolicy.batchFromPriority;
    if (isBatch) await cancelRows(desk, owned.content);
    await createStoreBudget(desk.clock).spend(desk.pump.cancel({ key: owned.job.key, ticket }));
    desk.cancelledTickets.note({ ...owned.content, sequence: ticket });
  }
  desk.cancelledTickets.note(owned.content);
}

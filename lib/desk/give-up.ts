import { gatePolicy } from "@/lib/policy";
import { type HeldTicket, locateTicket } from "./follow-ticket";
import { giveUpRows } from "./give-up-rows";
import type { DeskParts } from "./parts";
import { createStoreBudget } from "./store-budget";

/**
 * Gives the place up, by the number it has now: one that the store lost was entered under another,
 * or is not in line at all, and must not enter to leave. A call under way finishes for whoever else
 * waits.
 */
export async function giveUp(desk: DeskParts, held: HeldTicket): Promise<void> {
  const standing = await locateTicket(desk, held, { mayEnter: false });
  if (standing.kind === "open") {
    const { ticket } = standing.place;
    const isBatch = held.content.priority >= gatePolicy.batchFromPriority;
    if (isBatch) await giveUpRows(desk, held.content);
    await createStoreBudget(desk.clock).spend(desk.pump.leave({ key: held.job.key, ticket }));
    desk.givenUp.note({ ...held.content, sequence: ticket });
  }
  desk.givenUp.note(held.content);
}

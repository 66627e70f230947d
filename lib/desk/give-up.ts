import { type HeldTicket, locateTicket } from "./follow-ticket";
import type { DeskParts } from "./parts";
import { createStoreBudget } from "./store-budget";

/**
 * Gives the place up, by the number it has now: one that the store lost was entered under another.
 * A call under way finishes for whoever else waits.
 */
export async function giveUp(desk: DeskParts, held: HeldTicket): Promise<void> {
  const standing = await locateTicket(desk, held);
  if (standing.kind === "ended") return;
  const place = { key: held.job.key, ticket: standing.place.ticket };
  await createStoreBudget(desk.clock).spend(desk.pump.leave(place));
}

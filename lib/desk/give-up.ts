import { endOf, type HeldTicket } from "./follow-ticket";
import type { DeskParts } from "./parts";
import { createStoreBudget } from "./store-budget";

/** Gives the place up; a call under way finishes for whoever else waits. */
export async function giveUp(desk: DeskParts, held: HeldTicket): Promise<void> {
  const { caller, key } = held.content;
  const budget = createStoreBudget(desk.clock);
  if (await endOf(desk, held, await budget.spend(desk.cache.read(key)))) return;
  // Found by its caller: a ticket that the store lost has another number since it entered again.
  const { mine } = await budget.spend(desk.pump.look(caller));
  const place = mine.find((other) => other.key === key);
  if (place) await budget.spend(desk.pump.leave({ key, ticket: place.ticket }));
}

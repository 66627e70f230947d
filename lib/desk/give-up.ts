import type { HeldTicket } from "./follow-ticket";
import type { DeskParts } from "./parts";
import { createStoreBudget } from "./store-budget";

/** Gives the place up; a call under way finishes for whoever else waits. */
export function giveUp(desk: DeskParts, { content }: HeldTicket): Promise<void> {
  const place = { key: content.key, ticket: content.sequence };
  return createStoreBudget(desk.clock).spend(desk.pump.leave(place));
}

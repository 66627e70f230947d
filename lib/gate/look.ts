import type { GateReply } from "./create-gate";
import type { Detail } from "./detail";
import { nextSlotInMs, type Quote, quoteAll } from "./quote";
import type { OwnTicket } from "./step";
import type { Summary } from "./summary";

/** The line and the window at one moment. Times are the store's, ms. */
export type Look = {
  summary: Summary;
  /** By job id: the wait and the place of every job in line or under way. */
  quotes: Map<number, Quote>;
  /** When the call of somebody who asked now, behind everybody, could be granted. */
  nextSlotAt: number;
  now: number;
  /** The tickets of the caller it was made for; none when for nobody. */
  mine: OwnTicket[];
  /** When it was read, monotonic ms of this instance. */
  readAt: number;
};

/** A look for an admin. */
export type DetailedLook = Look & { detail: Detail };

export function lookOf({ summary, now }: GateReply, readAt: number): Look {
  const nextSlotAt = now + nextSlotInMs(summary, now);
  return { summary, quotes: quoteAll(summary, now), nextSlotAt, now, mine: [], readAt };
}

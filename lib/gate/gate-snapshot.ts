import type { Detail } from "@/lib/gate/quote/detail";
import { nextSlotInMs, type Quote, quoteAll } from "@/lib/gate/quote/quote";
import type { Summary } from "@/lib/gate/reply/summary";
import type { GateReply } from "./create-gate";
import type { OwnTicket } from "./step";

/** The queue and the windows at one time. Times are store ms. */
export type GateSnapshot = {
  summary: Summary;
  /** Wait and position of every job in the queue or in flight, by job id. */
  quotes: Map<number, Quote>;
  /** When a call requested now, behind all jobs, could be granted. */
  nextSlotAt: number;
  now: number;
  /** When the store last lost writes, by its clock at that time. Older data may be gone. */
  lostAt: number;
  /** The tickets of the caller who reads it. Empty without a caller. */
  mine: OwnTicket[];
  /** When it was read, monotonic ms of this instance. */
  readAt: number;
};

/** A gate snapshot for an admin. */
export type DetailedGateSnapshot = GateSnapshot & { detail: Detail };

export function gateSnapshotOf({ summary, now, lostAt }: GateReply, readAt: number): GateSnapshot {
  const nextSlotAt = now + nextSlotInMs(summary, now);
  return { summary, quotes: quoteAll(summary, now), nextSlotAt, now, lostAt, mine: [], readAt };
}

import type { Clock } from "@/lib/clock";
import type { TicketContent } from "@/lib/gate/ticket-token";
import { httpPolicy } from "@/lib/policy";

/**
 * Tickets canceled in this process, remembered as long as ended tickets are. If the store loses its
 * state, reading a canceled ticket must not enqueue it again.
 */
export type CancelledTickets = {
  note(ticket: TicketContent): void;
  has(ticket: TicketContent): boolean;
};

export function createCancelledTickets(clock: Pick<Clock, "monotonic">): CancelledTickets {
  /** When each ticket was canceled, oldest first. */
  const at = new Map<string, number>();
  const nameOf = ({ key, caller, sequence }: TicketContent) =>
    JSON.stringify([key, caller, sequence]);

  function forgetOld(): void {
    for (const [name, moment] of at) {
      if (clock.monotonic() - moment <= httpPolicy.endedTicketKeptMs) return;
      at.delete(name);
    }
  }

  return {
    note(ticket) {
      forgetOld();
      const name = nameOf(ticket);
      // Re-insert at the end: entries are forgotten in insertion order.
      at.delete(name);
      at.set(name, clock.monotonic());
    },
    has(ticket) {
      forgetOld();
      return at.has(nameOf(ticket));
    },
  };
}

import type { Clock } from "@/lib/clock";
import type { TicketContent } from "@/lib/gate/ticket-token";
import { httpPolicy } from "@/lib/policy";

/**
 * The tickets that were given up here, for as long as ended ones are kept: if the store loses its
 * state meanwhile, a look at one must not bring it back into the line.
 */
export type GivenUp = {
  note(ticket: TicketContent): void;
  has(ticket: TicketContent): boolean;
};

export function createGivenUp(clock: Pick<Clock, "monotonic">): GivenUp {
  /** When each was given up, the first one first. */
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
      // Set again in its old place it would keep those behind it from being forgotten.
      at.delete(name);
      at.set(name, clock.monotonic());
    },
    has(ticket) {
      forgetOld();
      return at.has(nameOf(ticket));
    },
  };
}

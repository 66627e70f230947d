import type { Gate } from "@/lib/gate/create-gate";
import type { Summary } from "@/lib/gate/reply/summary";
import { StoreFault } from "@/lib/store-fault";

/** What a step reports of the queue and the windows. `now`: store ms. */
export type SeenStep = { summary: Summary; now: number };

type Listeners = {
  /** Receives the result of every step. */
  see(step: SeenStep): void;
  /** The state was written by newer code. */
  seeNewerSchema(): void;
};

/** Returns the same gate with listeners. They must not throw, and are not awaited. */
export function observeGate(gate: Gate, { see, seeNewerSchema }: Listeners): Gate {
  return {
    ...gate,
    step: async (step) => {
      try {
        const reply = await gate.step(step);
        see(reply);
        return reply;
      } catch (fault) {
        if (fault instanceof StoreFault && fault.reason === "newer-schema") seeNewerSchema();
        throw fault;
      }
    },
  };
}

import type { Gate } from "@/lib/gate/create-gate";
import type { Summary } from "@/lib/gate/summary";

/** What a step told of the line and the windows; `now` on the store's clock, ms. */
export type SeenStep = { summary: Summary; now: number };

/** The same gate; `see` is told what every step found. It must not throw, and nobody waits for it. */
export function observeGate(gate: Gate, see: (step: SeenStep) => void): Gate {
  return {
    ...gate,
    step: async (step) => {
      const reply = await gate.step(step);
      see(reply);
      return reply;
    },
  };
}

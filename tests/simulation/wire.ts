import type { GrantedCall } from "@/lib/gate/pump/flights";
import { gatePolicy } from "@/lib/policy";
import type { CallFaults } from "./faults/call-faults";
import type { Process } from "./faults/process";
import type { Random } from "./faults/random";
import type { Schedule } from "./schedule";
import type { Arrival, Upstream } from "./upstream";

export type Outcome = "answered" | "limited" | "not-allowed" | "reset" | "aborted";

/** How an executor ends the connection of a call that it aborts. */
export type CallEnding = "reset" | "close";

/** How long the kernel resends unacknowledged data of a closed socket, ms. */
const RESENT_FOR_MS = 120_000;

type Parts = {
  schedule: Schedule;
  upstream: Upstream;
  faults: CallFaults;
  /** Random numbers: `random` for the older faults, `newer` for all faults added since. */
  random: Random;
  newer: Random;
  ending: CallEnding;
};

type Sending = { process: Process; call: GrantedCall; signal: AbortSignal; abortsIn: number };

/** Creates the network between the processes and the upstream. */
export function createWire({ schedule, upstream, faults, random, newer, ending }: Parts) {
  let refusesUntil = 0;

  /** The kernel resends a request on a broken path, unless the connection was reset before. */
  function resend({ process, signal, abortsIn }: Sending, arrives: () => void): void {
    const sentAt = schedule.now();
    const arrivesIn = newer.between(5, RESENT_FOR_MS);
    const takeBack = schedule.after(arrivesIn, () => {
      // A machine that died or froze before its abort resends nothing.
      const isFrozen = !process.isAlive() || process.longestAbsence(sentAt) > 0;
      if (arrivesIn <= abortsIn || !isFrozen) arrives();
    });
    const ends = () => ending === "reset" && takeBack();
    signal.addEventListener("abort", ends, { once: true });
  }

  return {
    /**
     * Resolves with the outcome for the caller, which does not depend on the arrival. `abortsIn`:
     * the rest of the timeout, ms.
     */
    send(sending: Sending): Promise<Outcome> {
      const { process, call, signal, abortsIn } = sending;
      const sentAt = schedule.now();
      const fate = random.next();
      const hangs = fate < faults.hangs;
      const resets = !hangs && fate < faults.hangs + faults.resets;
      const usual = random.chance(0.9) ? random.between(5, 300) : random.between(300, abortsIn / 2);
      // After an abort, data in transit arrives before `hold` ends. `hold` is defined that way.
      const latest = abortsIn + gatePolicy.holdMarginMs - 100;
      const arrivesIn = hangs || resets ? random.between(5, latest) : usual;
      const isLost = random.chance(faults.neverArrives);
      const isLimited = random.chance(faults.limited);
      if (isLimited) refusesUntil = schedule.now() + random.between(50, 4_000);
      const answer = answerTo(process);
      const late = random.chance(faults.slow) ? random.between(1_000, 7_000) : 0;
      const answersIn = random.between(20, 600) + late;
      const resetsIn = random.between(5, abortsIn);
      const isStuck = newer.chance(faults.stuck) && !resets;

      return new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve("aborted"), { once: true });
        const report = (outcome: Outcome) => () => process.deliver(() => resolve(outcome));
        const receive = (arrival: Arrival) => () =>
          process.deliver(() => {
            arrival.wasReceived = !signal.aborted;
            resolve(answer);
          });
        const arrived = (arrival: Arrival) => {
          if (!hangs && !resets) schedule.after(answersIn, receive(arrival));
        };
        const { key, grantedAt } = call;
        const arrives = () => upstream.take({ process, key, grantedAt, sentAt, arrived });
        if (resets) schedule.after(resetsIn, report("reset"));
        if (isStuck) resend(sending, arrives);
        else if (!isLost) schedule.after(arrivesIn, arrives);
      });
    },
  };

  function answerTo({ deployment }: Process): Outcome {
    if (deployment.isRefused) return "not-allowed";
    return schedule.now() < refusesUntil ? "limited" : "answered";
  }
}

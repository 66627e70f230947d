import type { Process } from "./process";
import type { Random } from "./random";
import type { Schedule } from "./schedule";

/** What a request to the store meets on its way; each share is of all requests. */
export type NetworkFaults = {
  requestLost: number;
  replyLost: number;
  /** Arrives seconds later: after its sender gave it up and replayed it. */
  requestLate: number;
};

export const calmNetwork: NetworkFaults = { requestLost: 0, replyLost: 0, requestLate: 0 };

/** The way between the processes and the store. */
export type Network = {
  /**
   * Takes `operation` there and its outcome back; null: it is not answered. Rejects with `silence()`
   * after `timeoutMs`.
   */
  request<T>(
    process: Process,
    operation: () => Promise<T> | null,
    timeoutMs: number,
    silence: () => Error,
  ): Promise<T>;
  /** Nothing gets through for so long. */
  cut(milliseconds: number): void;
};

export function createNetwork(schedule: Schedule, random: Random, faults: NetworkFaults): Network {
  let restoredAt = 0;

  function legs(): { there: number; back: number } {
    const never = Number.POSITIVE_INFINITY;
    const [there, back] = [random.between(1, 25), random.between(1, 25)];
    const fate = random.next() - faults.requestLost;
    if (schedule.now() < restoredAt || fate < 0) return { there: never, back };
    if (fate < faults.replyLost) return { there, back: never };
    if (fate < faults.replyLost + faults.requestLate)
      return { there: random.between(300, 8_000), back };
    return { there, back };
  }

  return {
    cut: (milliseconds) => {
      schedule.tell(`the store does not answer for ${Math.round(milliseconds)} ms`);
      restoredAt = schedule.now() + milliseconds;
    },
    request: (process, operation, timeoutMs, silence) =>
      new Promise((resolve, reject) => {
        const { there, back } = legs();
        const heard = schedule.after(timeoutMs, () => process.deliver(() => reject(silence())));
        schedule.after(there, async () => {
          const answered = operation();
          if (answered === null) return;
          const result = await answered;
          const reply = () => {
            heard();
            resolve(result);
          };
          schedule.after(back, () => process.deliver(reply));
        });
      }),
  };
}

import type { Schedule } from "../schedule";
import type { Process } from "./process";
import type { Random } from "./random";

/** Faults of requests to the store. Each is a share of all requests. */
export type NetworkFaults = {
  requestLost: number;
  replyLost: number;
  /** The request arrives seconds late, after its sender timed out and replayed it. */
  requestLate: number;
};

export const calmNetwork: NetworkFaults = { requestLost: 0, replyLost: 0, requestLate: 0 };

/** The network between the processes and the store. */
export type Network = {
  /**
   * Sends `operation` and returns its result. Null: no answer. Rejects with `silence()` after
   * `timeoutMs`.
   */
  request<T>(
    process: Process,
    operation: () => Promise<T> | null,
    timeoutMs: number,
    silence: () => Error,
  ): Promise<T>;
  /** Cuts the network for this time. */
  cut(milliseconds: number): void;
  isCut(): boolean;
  /** Whether the network was cut at any time in this span. */
  wasCut(from: number, to: number): boolean;
};

export function createNetwork(schedule: Schedule, random: Random, faults: NetworkFaults): Network {
  let restoredAt = 0;
  const cuts: { from: number; to: number }[] = [];

  const isCut = () => schedule.now() < restoredAt;

  function legs(): { there: number; back: number } {
    const never = Number.POSITIVE_INFINITY;
    const [there, back] = [random.between(1, 25), random.between(1, 25)];
    const fate = random.next() - faults.requestLost;
    if (isCut() || fate < 0) return { there: never, back };
    if (fate < faults.replyLost) return { there, back: never };
    if (fate < faults.replyLost + faults.requestLate)
      return { there: random.between(300, 8_000), back };
    return { there, back };
  }

  return {
    cut: (milliseconds) => {
      schedule.log(`the store does not answer for ${Math.round(milliseconds)} ms`);
      cuts.push({ from: schedule.now(), to: schedule.now() + milliseconds });
      restoredAt = Math.max(restoredAt, schedule.now() + milliseconds);
    },
    isCut,
    wasCut: (from, to) => cuts.some((cut) => cut.from < to && cut.to > from),
    request: (process, operation, timeoutMs, silence) =>
      new Promise((resolve, reject) => {
        const { there, back } = legs();
        const cancelTimeout = schedule.after(timeoutMs, () =>
          process.deliver(() => reject(silence())),
        );
        schedule.after(there, async () => {
          const answered = operation();
          if (answered === null) return;
          const result = await answered;
          const reply = () => {
            cancelTimeout();
            resolve(result);
          };
          schedule.after(back, () => process.deliver(reply));
        });
      }),
  };
}

import type { Process } from "./process";
import type { Schedule } from "./schedule";

/** Whoever looked within this knows the store's clock. */
const LATELY_MS = 30_000;
/** By then everything that was granted before the step ahead has freed. */
const UNTOLD_MOST_MS = 90_000;

/** When the store's clock steps ahead: only where somebody can notice. */
export function createClockAhead(schedule: Schedule) {
  const lookedAt = new Map<Process, number>();
  let waiting = 0;
  let untoldSince: number | null = null;

  return {
    /** The next who has looked lately meets a clock so far ahead. */
    wait(milliseconds: number): void {
      waiting += milliseconds;
    },
    /** A step comes: how far the clock goes ahead before it; null when it must not be answered. */
    comes(process: Process, tells: boolean): number | null {
      const now = schedule.now();
      const looked = lookedAt.get(process);
      if (tells) untoldSince = null;
      const isUntold = untoldSince !== null && now - untoldSince < UNTOLD_MOST_MS;
      if (isUntold && looked === undefined) return null;
      lookedAt.set(process, now);
      if (waiting === 0 || looked === undefined || now - looked > LATELY_MS) return 0;
      const ahead = waiting;
      schedule.tell(`the store's clock runs ${Math.round(ahead)} ms ahead`);
      [waiting, untoldSince] = [0, now];
      return ahead;
    },
  };
}

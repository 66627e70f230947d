import type { Schedule } from "../schedule";
import type { Process } from "./process";

/** An instance that stepped within this time can notice a jump, ms. */
const LATELY_MS = 30_000;
/** After this time, all slots from before the jump are free, ms. */
const UNREPORTED_MOST_MS = 90_000;

type Look = { at: number; slept: number };

/** Decides when the store's clock jumps ahead: only before a step of an instance that can notice. */
export function createClockAhead(schedule: Schedule) {
  const looks = new Map<Process, Look>();
  let waiting = 0;
  let unreportedSince: number | null = null;

  /** When the process last stepped. Undefined after a sleep, since it cannot notice a jump then. */
  function lookedAt(process: Process): number | undefined {
    const look = looks.get(process);
    return look && look.slept === process.slept() ? look.at : undefined;
  }

  return {
    /** Schedules a jump of this length before the next step of an instance that can notice. */
    wait(milliseconds: number): void {
      waiting += milliseconds;
    },
    /**
     * Called for each step. Returns how far the clock jumps before it. Null: the step must get no
     * answer.
     */
    comes(process: Process, reports: boolean): number | null {
      const now = schedule.now();
      const looked = lookedAt(process);
      if (reports) unreportedSince = null;
      const isUnreported = unreportedSince !== null && now - unreportedSince < UNREPORTED_MOST_MS;
      if (isUnreported && looked === undefined) return null;
      looks.set(process, { at: now, slept: process.slept() });
      if (waiting === 0 || looked === undefined || now - looked > LATELY_MS) return 0;
      const ahead = waiting;
      schedule.log(`the store's clock runs ${Math.round(ahead)} ms ahead`);
      [waiting, unreportedSince] = [0, now];
      return ahead;
    },
  };
}

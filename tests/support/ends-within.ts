import { setTimeout as sleep } from "node:timers/promises";

/** One step of the timer beside the work, ms: a blocked event loop delays it as much as the work. */
const STEP_MS = 100;

/**
 * Whether `work` ends before a timer of `ms` that starts now. Both are in one process, so a busy
 * machine delays both.
 */
export function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), passed(ms)]);
}

async function passed(ms: number): Promise<false> {
  for (let slept = 0; slept < ms; slept += STEP_MS) await sleep(Math.min(STEP_MS, ms - slept));
  return false;
}

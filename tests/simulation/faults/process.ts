import type { Clock } from "@/lib/clock";
import type { Schedule } from "../schedule";
import type { Deployment } from "./deployment";
import type { Random } from "./random";

/**
 * A process as its code sees it. It has its own clock. Replies and timers arrive only while it runs:
 * late after a freeze, never after a kill.
 */
export type Process = {
  name: string;
  deployment: Deployment;
  /** The wall clock is wrong by minutes. The monotonic clock starts at a random time. */
  clock: Clock;
  /** Delivers an outside event to its code: now, after the freeze, or never. */
  deliver(action: () => void): void;
  kill(): void;
  freeze(milliseconds: number): void;
  /** Lets the machine sleep: a freeze during which the monotonic clock and timers stop too. */
  sleep(milliseconds: number): void;
  isAlive(): boolean;
  /** Total sleep of its machine, ms. */
  slept(): number;
  /** The longest span since a time in which its code did not run, ms. */
  longestAbsence(since: number): number;
  /** Whether the process was alive and ran for the whole span. */
  ranThrough(from: number, to: number): boolean;
};

type Parts = { name: string; deployment: Deployment; schedule: Schedule; random: Random };
type Stretch = { from: number; to: number };

/** The shortest timer, ms. A shorter one adds nothing to a large time, so time would stand still. */
const TIMER_LEAST_MS = 0.001;

export function createProcess({ name, deployment, schedule, random }: Parts): Process {
  const wallSkew = random.between(-600_000, 600_000);
  const monotonicStart = random.between(0, 10_000_000);
  const absences: Stretch[] = [];
  const sleeps: Stretch[] = [];
  let diedAt = Number.POSITIVE_INFINITY;
  const isAlive = () => diedAt === Number.POSITIVE_INFINITY;
  const thawsAt = () => absences.at(-1)?.to ?? 0;
  const slept = () => sleeps.reduce((sum, { from, to }) => sum + within(to) - within(from), 0);
  const within = (moment: number) => Math.min(moment, schedule.now());

  function deliver(action: () => void): void {
    if (!isAlive()) return;
    if (schedule.now() >= thawsAt()) action();
    else schedule.after(thawsAt() - schedule.now(), () => deliver(action));
  }

  /** A timer runs by the monotonic clock, so a sleep postpones it. */
  function startTimer(milliseconds: number, action: () => void): () => void {
    let sleptBefore = slept();
    const due = () => {
      const missed = slept() - sleptBefore;
      if (missed === 0) return deliver(action);
      const sleepsOn = Math.max(0, (sleeps.at(-1)?.to ?? 0) - schedule.now());
      sleptBefore += missed + sleepsOn;
      cancel = schedule.after(missed + sleepsOn, due);
    };
    let cancel = schedule.after(milliseconds, due);
    return () => cancel();
  }

  const clock: Clock = {
    now: () => Date.UTC(2026, 5, 1) + schedule.now() + wallSkew,
    monotonic: () => monotonicStart + schedule.now() - slept(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          cancel();
          signal?.removeEventListener("abort", done);
          resolve();
        };
        const cancel = startTimer(Math.max(milliseconds, TIMER_LEAST_MS), done);
        signal?.addEventListener("abort", done, { once: true });
      }),
  };

  function freeze(milliseconds: number): void {
    extend(absences, schedule.now(), schedule.now() + milliseconds);
  }

  return {
    name,
    deployment,
    clock,
    deliver,
    kill: () => {
      schedule.log(`${name} is killed`);
      diedAt = Math.min(diedAt, schedule.now());
    },
    freeze: (milliseconds) => {
      schedule.log(`${name} freezes for ${Math.round(milliseconds)} ms`);
      freeze(milliseconds);
    },
    sleep: (milliseconds) => {
      schedule.log(`the machine of ${name} sleeps for ${Math.round(milliseconds)} ms`);
      extend(sleeps, schedule.now(), schedule.now() + milliseconds);
      freeze(milliseconds);
    },
    isAlive,
    slept,
    ranThrough: (from, to) =>
      diedAt > to && !absences.some((absence) => absence.from < to && absence.to > from),
    longestAbsence: (since) =>
      Math.max(0, ...absences.map(({ from, to }) => to - Math.max(from, since))),
  };
}

/** Adds a span. Spans are sorted by start, and an overlapping span extends the last one. */
function extend(stretches: Stretch[], from: number, to: number): void {
  const last = stretches.at(-1);
  if (last && last.to >= from) last.to = Math.max(last.to, to);
  else stretches.push({ from, to });
}

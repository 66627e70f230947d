import type { Moment } from "@/lib/clock";
import { gatePolicy } from "@/lib/policy";

/** One step as its sender saw it. Times in ms. */
export type Sighting = {
  /** The store's time during the step. */
  now: number;
  /** This instance's clocks, before the step was sent and after its reply was read. */
  sent: Moment;
  received: Moment;
};

/**
 * The range of `store clock - local monotonic clock`, ms. It is at most `most`, since a step runs
 * after it was sent, and at least `least`, since a step runs before its reply is read.
 */
type Bounds = { since: number; most: number; least: number };

/**
 * Compares the store's clock with this instance's own clocks. Slots become free by the store's clock,
 * so a fast store clock would free them too early. Each step is compared with all steps of the last
 * window, since small jumps add up.
 *
 * The local monotonic clock stops while a machine sleeps or a function is frozen. It is trusted
 * within one run of a pump, and between two runs when the wall clock advanced equally. Otherwise
 * the store's clock may have advanced by as much as the faster local clock, plus one second.
 * When wall clock and store advanced together without the monotonic clock, the machine slept and a
 * new run begins.
 */
export function createClockWatch(windowMs: number) {
  let isNewRun = true;
  let last: Sighting | null = null;
  let older: Bounds | null = null;
  let newer: Bounds | null = null;

  /** The bounds of at least the last half window and at most the last window. */
  function bounds(): Bounds | null {
    if (!older || !newer) return newer;
    const most = Math.min(older.most, newer.most);
    return { since: older.since, most, least: Math.max(older.least, newer.least) };
  }

  function add({ now, sent, received }: Sighting): void {
    const most = now - sent.monotonic;
    const least = now - received.monotonic;
    if (!newer || received.monotonic - newer.since > windowMs / 2) {
      older = newer;
      newer = { since: received.monotonic, most, least };
    }
    newer.most = Math.min(newer.most, most);
    newer.least = Math.max(newer.least, least);
  }

  return {
    /** Marks the start of a pump's run: the machine may have slept since the last run. */
    startRun(): void {
      isNewRun = true;
    },
    /**
     * Returns whether the store's clock ran ahead, and by how much it may have done so unnoticed,
     * ms. A call that is sent later by `unseenMs` is legal in any case.
     */
    see(seen: Sighting): { ranAhead: boolean; unseenMs: number } {
      const isTrusted = last !== null && (!isNewRun || wentTogether(last, seen, windowMs));
      let known = isTrusted ? bounds() : null;
      // The machine slept: a new run begins.
      if (known && last && passed(known, seen) && wentOnAsleep(last, seen)) known = null;
      const ranAhead = known ? passed(known, seen) : last !== null && passedBoth(last, seen);
      const unseenMs = known
        ? seen.now - seen.sent.monotonic - known.least - gatePolicy.clockAheadMs
        : 0;
      if (!known || ranAhead) older = newer = null;
      add(seen);
      last = seen;
      isNewRun = false;
      return { ranAhead, unseenMs: Math.max(0, unseenMs) };
    },
  };
}

/** How far an honest clock may run ahead of another one in this time, ms. */
function honest(elapsedMs: number): number {
  return gatePolicy.clockAheadMs + elapsedMs * gatePolicy.clockDriftOfElapsed;
}

/** Whether both local clocks agree: no sleep since, and the wall clock was not set. */
function wentTogether(last: Sighting, seen: Sighting, windowMs: number): boolean {
  const elapsed = seen.received.monotonic - last.received.monotonic;
  const wallElapsed = seen.received.wall - last.received.wall;
  return elapsed <= windowMs && Math.abs(wallElapsed - elapsed) <= honest(elapsed);
}

/** Whether the store's clock ran ahead of the known bounds, by the monotonic clock. */
function passed(known: Bounds, { now, received }: Sighting): boolean {
  return now - received.monotonic - known.most > honest(received.monotonic - known.since);
}

function passedBoth(last: Sighting, seen: Sighting): boolean {
  const elapsed = Math.max(
    seen.received.monotonic - last.sent.monotonic,
    seen.received.wall - last.sent.wall,
  );
  return seen.now - last.now > elapsed + honest(elapsed) + gatePolicy.clockToleranceMs;
}

/**
 * Whether wall clock and store's clock advanced together while the monotonic clock did not advance.
 * They may differ by the length of the sleep, up to a second, because a wall clock is corrected
 * after a sleep.
 */
function wentOnAsleep(last: Sighting, seen: Sighting): boolean {
  const most = seen.received.wall - last.sent.wall;
  const least = seen.sent.wall - last.received.wall;
  const asleep = most - (seen.received.monotonic - last.sent.monotonic);
  const slack = honest(most) + Math.min(asleep, gatePolicy.clockToleranceMs);
  const elapsed = seen.now - last.now;
  return asleep > honest(most) && elapsed >= least - slack && elapsed <= most + slack;
}

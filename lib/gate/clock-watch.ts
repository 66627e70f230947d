import { gatePolicy } from "@/lib/policy";

/** One step as its sender saw it. Times are ms: the store's, and two clocks of this instance. */
export type Sighting = {
  /** The store's time in the step. */
  now: number;
  /** Monotonic: before the step was sent, and after its reply came. */
  sentAt: number;
  receivedAt: number;
  /** This instance's wall clock when the reply came. */
  wallAt: number;
};

/**
 * What may be true of the store's clock: less our monotonic one it was at most `most`, since a step
 * ran after it was sent, and at least `least`, since it ran before its reply came.
 */
type Bounds = { since: number; most: number; least: number };

/**
 * Watches the store's clock by this instance's own: slots free by it, so that running ahead would
 * free them before their time. Every step is compared with those of the last window together, since
 * small steps add up.
 *
 * Our monotonic clock stands still while a machine sleeps or a function is frozen. It is trusted
 * within one run of a pump, and between two runs where the wall clock went as far. Else the store
 * may have gone as far as the one of the two that went further, and a second more.
 */
export function createClockWatch(windowMs: number) {
  let isNewRun = true;
  let last: Sighting | null = null;
  let older: Bounds | null = null;
  let newer: Bounds | null = null;

  /** Of the last half window at least, of a whole one at most. */
  function bounds(): Bounds | null {
    if (!older || !newer) return newer;
    const most = Math.min(older.most, newer.most);
    return { since: older.since, most, least: Math.max(older.least, newer.least) };
  }

  function add({ now, sentAt, receivedAt }: Sighting): void {
    if (!newer || receivedAt - newer.since > windowMs / 2) {
      older = newer;
      newer = { since: receivedAt, most: now - sentAt, least: now - receivedAt };
    }
    newer.most = Math.min(newer.most, now - sentAt);
    newer.least = Math.max(newer.least, now - receivedAt);
  }

  return {
    /** A pump begins a new run: whether this machine slept since the last one is not known. */
    startRun(): void {
      isNewRun = true;
    },
    /**
     * Whether the store's clock ran ahead, and how far it may have without our seeing it: a call
     * that is sent so much later is legal all the same.
     */
    see(seen: Sighting): { ranAhead: boolean; unseenMs: number } {
      const isTrusted = last !== null && (!isNewRun || wentTogether(last, seen, windowMs));
      const known = isTrusted ? bounds() : null;
      const ranAhead = known
        ? seen.now - seen.receivedAt - known.most > honest(seen.receivedAt - known.since)
        : last !== null && passedBoth(last, seen);
      const unseenMs = known ? seen.now - seen.sentAt - known.least - gatePolicy.clockAheadMs : 0;
      if (!known || ranAhead) older = newer = null;
      add(seen);
      last = seen;
      isNewRun = false;
      return { ranAhead, unseenMs: Math.max(0, unseenMs) };
    },
  };
}

/** How far an honest clock may run ahead of another one in so long. */
function honest(elapsedMs: number): number {
  return gatePolicy.clockAheadMs + elapsedMs * gatePolicy.clockDriftOfElapsed;
}

/** Both clocks of this instance say the same: it did not sleep since, and nobody set its wall clock. */
function wentTogether(last: Sighting, seen: Sighting, windowMs: number): boolean {
  const elapsed = seen.receivedAt - last.receivedAt;
  return elapsed <= windowMs && Math.abs(seen.wallAt - last.wallAt - elapsed) <= honest(elapsed);
}

function passedBoth(last: Sighting, seen: Sighting): boolean {
  const elapsed = Math.max(seen.receivedAt - last.receivedAt, seen.wallAt - last.wallAt);
  const most = elapsed + last.receivedAt - last.sentAt;
  return seen.now - last.now > most + honest(elapsed) + gatePolicy.clockToleranceMs;
}

/** A clock as a parameter, so that tests can control time. */
export type Clock = {
  /** Wall clock, ms since 1970. It never decides a grant: the store's time does. */
  now(): number;
  /** Monotonic clock, ms. For durations. */
  monotonic(): number;
  /** Resolves after `milliseconds`, or early and without an error when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
};

/** Longer timers overflow and fire at once. A sleeper that wakes too early sleeps again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(0, milliseconds), LONGEST_TIMER_MS));
      signal?.addEventListener("abort", done, { once: true });
    }),
};

/** One moment by both local clocks, ms. */
export type Moment = { wall: number; monotonic: number };

export function momentOf({ now, monotonic }: Pick<Clock, "now" | "monotonic">): Moment {
  return { wall: now(), monotonic: monotonic() };
}

/**
 * Milliseconds since `start`, by the clock that advanced further. The monotonic clock stops while a
 * machine is suspended, and the wall clock may be set back.
 */
export function elapsedSince(
  clock: Pick<Clock, "now" | "monotonic">,
  { wall, monotonic }: Moment,
): number {
  return Math.max(clock.now() - wall, clock.monotonic() - monotonic);
}

/**
 * Sleeps until `milliseconds` have passed by either clock, or until `signal` aborts. Timers stop
 * while a machine is suspended, so it checks the clocks every `lookMs`.
 */
export async function sleepByBothClocks(
  clock: Clock,
  milliseconds: number,
  { lookMs, signal }: { lookMs: number; signal: AbortSignal },
): Promise<void> {
  const start = momentOf(clock);
  for (let left = milliseconds; left > 0 && !signal.aborted; ) {
    await clock.sleep(Math.min(left, lookMs), signal);
    left = milliseconds - elapsedSince(clock, start);
  }
}

/** What the store's clock showed (ms), and when this process read it (monotonic ms). */
export type StoreTimeReading = { now: number; readAt: number };

/**
 * Estimated store time now, whole ms: the last reading plus the time since. Without a reading, the
 * local clock.
 */
export function storeTime(reading: StoreTimeReading | null, clock: Clock): number {
  if (!reading) return Math.round(clock.now());
  return Math.round(reading.now + clock.monotonic() - reading.readAt);
}

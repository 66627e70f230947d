/** Time, passed in everywhere so that tests can own it. */
export type Clock = {
  /** Wall clock, milliseconds since 1970. Never decides a grant: that is the store's time. */
  now(): number;
  /** Milliseconds on a clock that only goes forward; for spans. */
  monotonic(): number;
  /** Resolves after `milliseconds`; resolves early, without an error, when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
};

/** Longer timers overflow and fire at once; a sleeper wakes, sees it is early, and sleeps again. */
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

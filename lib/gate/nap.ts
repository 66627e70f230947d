import type { Clock } from "@/lib/clock";

/** Sleeps one at a time, each until a moment or until somebody ends it. */
export function createNap(clock: Clock) {
  let asleep: AbortController | null = null;
  return {
    /** Until a moment of the monotonic clock, or until `end` is called. */
    async until(moment: number): Promise<void> {
      asleep = new AbortController();
      await clock.sleep(moment - clock.monotonic(), asleep.signal);
      asleep = null;
    },
    end: () => asleep?.abort(),
  };
}

import type { Clock } from "@/lib/clock";

/** One sleep at a time, until a given time or until it is canceled. */
export function createCancellableSleep(clock: Clock) {
  let asleep: AbortController | null = null;
  return {
    /** Sleeps until a monotonic time, ms, or until `end` is called. */
    async until(moment: number): Promise<void> {
      asleep = new AbortController();
      await clock.sleep(moment - clock.monotonic(), asleep.signal);
      asleep = null;
    },
    cancel: () => asleep?.abort(),
  };
}

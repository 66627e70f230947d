import { storePolicy } from "@/lib/policy";
import { StoreFault } from "./store";

/**
 * Ends `work` after `milliseconds` of real time with StoreFault "timeout", aborting its signal.
 * Real time, not the passed clock: what is waited for is a real socket, also in a simulation.
 */
export async function withDeadline<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const end = () => {
      controller.abort();
      reject(new StoreFault("timeout"));
    };
    // In short naps: an event loop that was stuck counts as one of them however long it was, and
    // after each the replies that are here are read before the next.
    const nap = (left: number) => {
      if (left <= 0) return end();
      const napMs = Math.min(left, storePolicy.deadlineNapMs);
      timer = setTimeout(() => setImmediate(() => !isOver && nap(left - napMs)), napMs);
    };
    nap(milliseconds);
  });
  let isOver = false;
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

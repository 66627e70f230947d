import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";

/**
 * Ends `work` after `milliseconds` of real time with StoreFault "timeout", and aborts its signal.
 * Real time instead of a passed clock, because the socket is real, also in a simulation.
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
    // Sleeps in short steps. A blocked event loop counts as one step, and replies that arrived
    // meanwhile are read before the next.
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

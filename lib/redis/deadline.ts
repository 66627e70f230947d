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
    // After an event loop that was stuck, timers come first: let replies that are here be read.
    timer = setTimeout(() => setImmediate(end), milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

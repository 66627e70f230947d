import type { Clock } from "@/lib/clock";

/** Notifies waiters that something changed. */
export type ScanSignal = {
  notify(): void;
  /** Resolves on the next `notify`, when `signal` aborts, or after `mostMs`. */
  next(signal: AbortSignal, mostMs: number): Promise<void>;
};

/** Registers the scans running in this process. */
export type Presence<Run> = { begins(run: Run): void; rests(run: Run): void };

export function createScanSignal(clock: Clock): ScanSignal {
  const listeners = new Set<() => void>();
  return {
    notify() {
      for (const listener of [...listeners]) listener();
    },
    async next(signal, mostMs) {
      const news = new AbortController();
      const wake = () => news.abort();
      listeners.add(wake);
      signal.addEventListener("abort", wake, { once: true });
      if (!signal.aborted) await clock.sleep(mostMs, news.signal);
      signal.removeEventListener("abort", wake);
      listeners.delete(wake);
    },
  };
}

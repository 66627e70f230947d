import type { Clock } from "@/lib/clock";

/** That something happened, told to whoever waits for it. */
export type ScanNews = {
  tell(): void;
  /** Resolves when it is told, when `signal` aborts, or after `mostMs`. */
  next(signal: AbortSignal, mostMs: number): Promise<void>;
};

export function createScanNews(clock: Clock): ScanNews {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of [...listeners]) listener();
    },
    async next(signal, mostMs) {
      const news = new AbortController();
      const hear = () => news.abort();
      listeners.add(hear);
      signal.addEventListener("abort", hear, { once: true });
      if (!signal.aborted) await clock.sleep(mostMs, news.signal);
      signal.removeEventListener("abort", hear);
      listeners.delete(hear);
    },
  };
}

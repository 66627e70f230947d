import { type Lane, perLane } from "../workloads/lanes";

/** The number of quoted waits without a later job, and how many of them were kept. */
export type QuoteCount = { given: number; kept: number };
export type QuoteCounts = Record<Lane, QuoteCount>;

/** Compares the quoted waits with the grants. */
export type QuoteBook = {
  given(key: string, lane: Lane, waitMs: number): void;
  /** A new job is in the queue, so earlier quotes promise nothing. */
  arrived(): void;
  granted(key: string): void;
  counts(): QuoteCounts;
};

/** Tolerance: this share of the quoted wait, and at least so many ms. */
const OFF_AT_MOST = 0.1;
const OFF_AT_LEAST_MS = 1_000;

export function createQuoteBook(now: () => number): QuoteBook {
  const open = new Map<string, { lane: Lane; at: number; waitMs: number }[]>();
  const counts = perLane(() => ({ given: 0, kept: 0 }));
  const gone = new Set<string>();

  return {
    given(key, lane, waitMs) {
      // The quote arrived after another instance was granted the job.
      if (gone.has(key)) return;
      const quotes = open.get(key) ?? [];
      quotes.push({ lane, at: now(), waitMs });
      open.set(key, quotes);
    },
    arrived: () => open.clear(),
    granted(key) {
      gone.add(key);
      for (const { lane, at, waitMs } of open.get(key) ?? []) {
        const off = Math.abs(now() - at - waitMs);
        counts[lane].given += 1;
        if (off <= Math.max(OFF_AT_LEAST_MS, waitMs * OFF_AT_MOST)) counts[lane].kept += 1;
      }
      open.delete(key);
    },
    counts: () => counts,
  };
}

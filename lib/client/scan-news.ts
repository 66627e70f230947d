import type { ScanSummary } from "@/lib/contract/scan";

/** What a person did to a scan in another tab. */
export type ScanNews = { kind: "acted"; summary: ScanSummary } | { kind: "removed"; scan: string };

export type ScanNewsDesk = {
  /** Tells the other tabs. */
  tell(news: ScanNews): void;
  /** Another tab told this. */
  hear(news: ScanNews): void;
  subscribe(listener: (news: ScanNews) => void): () => void;
};

export function createScanNews(tell: (news: ScanNews) => void): ScanNewsDesk {
  const listeners = new Set<(news: ScanNews) => void>();
  return {
    tell,
    hear(news) {
      for (const listener of listeners) listener(news);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function scanOf(news: ScanNews): string {
  return news.kind === "acted" ? news.summary.scan : news.scan;
}

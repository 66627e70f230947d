import { createSubscribable } from "@/lib/client/subscribable";
import type { ScanSummary } from "@/lib/contract/scan/scan";

/** What a person did to a scan in another tab. */
export type ScanNews = { kind: "acted"; summary: ScanSummary } | { kind: "removed"; scan: string };

export type ScanNewsChannel = {
  /** Sends it to the other tabs. */
  publish(news: ScanNews): void;
  /** Receives it from another tab. */
  receive(news: ScanNews): void;
  subscribe(listener: (news: ScanNews) => void): () => void;
};

export function createScanNews(publish: (news: ScanNews) => void): ScanNewsChannel {
  const { notify, subscribe } = createSubscribable<ScanNews>();
  return { publish, receive: notify, subscribe };
}

export function scanOf(news: ScanNews): string {
  return news.kind === "acted" ? news.summary.scan : news.scan;
}

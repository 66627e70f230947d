import { costWords, readyWords } from "@/components/snapshot/refresh-words";
import { refusalWords } from "@/components/snapshot/refusal-words";
import type { AskStatus } from "@/lib/client/tab/ask-store";
import { type QuotaNow, quotaFor } from "@/lib/client/tab/quota-now";
import type { SymbolResource } from "@/lib/contract/market/resource";

/** What a reading's refresh needs to know of a part. Times are the server's, ms. */
export type PartState = { resource: SymbolResource; freshUntil: number | null; ask: AskStatus };

type Known = {
  parts: readonly PartState[];
  ask: AskStatus;
  quota: { now: QuotaNow; windowSeconds: number } | null;
  time: number;
};

/**
 * Returns the texts of a reading's refresh button: the cost before the press, the wait after it.
 */
export function readingWords({ parts, ask, quota, time }: Known): { words: string; open: boolean } {
  if (ask.kind === "asking") return { words: "loading…", open: false };
  const waiting = parts.filter((part) => part.ask.kind === "queued" || part.ask.kind === "asking");
  if (waiting.length > 0) {
    const calls = waiting.length === 1 ? "1 API call" : `${waiting.length} API calls`;
    return { words: `${calls} in flight`, open: false };
  }
  if (ask.kind === "refused") {
    const { reason, readyAt } = ask.refusal;
    const waits = readyAt !== null && readyAt > time;
    const next = waits ? readyWords(readyAt, time) : "try again";
    return { words: `${refusalWords(reason)} · ${next}`, open: !waits };
  }
  const missing = parts.filter(({ freshUntil }) => freshUntil === null || freshUntil <= time);
  if (missing.length > 0) {
    const asked = missing.map(({ resource }) => resource);
    const known = quota && { ...quota, now: quotaFor(quota.now, asked) };
    return { words: costWords(missing.length, known), open: true };
  }
  const next = Math.min(...parts.map(({ freshUntil }) => freshUntil ?? 0));
  return { words: `all fresh · ${readyWords(next, time)}`, open: false };
}

/**
 * The quoted wait: the claim rule replayed forward over the line as it stands. Pure; it works on the
 * summary that every step returns, so one summary serves all tickets and streams of an instance.
 */
import type { WindowName } from "@/lib/contract/quota";
import { replayLine } from "./replay-line";
import type { LineRow, Summary } from "./summary";

export type Quote = {
  /** 1 is next; 0 when running. */
  position: number;
  /** Until the call is granted, ms; 0 when running. */
  waitMs: number;
  /** Until its answer is expected, ms. */
  landsInMs: number;
  /** How many others share the call. */
  sharedWith: number;
};

/** When the next call of a class could be granted if somebody asked now, behind everybody, in ms. */
export function nextSlotInMs(
  summary: Summary,
  now: number,
  window: WindowName = "account",
): number {
  const behind = { score: Number.MAX_SAFE_INTEGER, rank: Number.MAX_SAFE_INTEGER };
  const last: LineRow = { job: 0, ...behind, lane: 2, window, tickets: 1 };
  const granted = replayLine({ ...summary, line: [...summary.line, last] }, now);
  const mine = granted.find(({ row }) => row === last);
  return Math.max(0, (mine?.at ?? now) - now);
}

/** Quotes for every job in line or under way, by job id. */
export function quoteAll(summary: Summary, now: number): Map<number, Quote> {
  const quotes = new Map<number, Quote>();
  replayLine(summary, now).forEach(({ row: { job, tickets }, at }, index) => {
    const waitMs = Math.max(0, at - now);
    const landsInMs = waitMs + summary.latency;
    quotes.set(job, { position: index + 1, waitMs, landsInMs, sharedWith: tickets - 1 });
  });
  for (const { job, grantedAt, tickets } of summary.flights) {
    const landsInMs = Math.max(0, grantedAt + summary.latency - now);
    quotes.set(job, { position: 0, waitMs: 0, landsInMs, sharedWith: tickets - 1 });
  }
  return quotes;
}

/**
 * The quoted wait: a replay of the claim rule over the current queue. Pure. It works on the summary
 * that every step returns, so one summary serves all tickets and streams of an instance.
 */
import type { Charge } from "@/lib/contract/quota/quota-window";
import { breakerFor } from "@/lib/contract/quota/window-use";
import type { Summary, SummaryRow } from "@/lib/gate/reply/summary";
import { replayLine } from "./replay-line";

export type Quote = {
  /** 1 is next; 0 when in flight. */
  position: number;
  /** Until the call is granted, ms. 0 when in flight, Infinity when unknown. */
  waitMs: number;
  /** Until its result is expected, ms. */
  landsInMs: number;
  /** How many other tickets share the call. */
  sharedWith: number;
  /** Why the time of the grant is unknown. Null when it is known. */
  stuck: Stuck | null;
};

/**
 * Why a wait is unknown. `held`: an admin paused calls at `since` (store ms), without an end.
 * `no-deployment`: no awake deployment can make the call.
 */
export type Stuck = { why: "held"; since: number } | { why: "no-deployment" };

/**
 * When a call with these charges could be granted if it were requested now, behind all jobs, in ms.
 */
export function nextSlotInMs(
  summary: Summary,
  now: number,
  charges: readonly Charge[] = [{ window: summary.main, cost: 1 }],
): number {
  const behind = { score: Number.MAX_SAFE_INTEGER, rank: Number.MAX_SAFE_INTEGER };
  const last: SummaryRow = { job: 0, ...behind, lane: 2, charges, tickets: 1, hasMaker: true };
  const granted = replayLine({ ...summary, line: [...summary.line, last] }, now);
  const mine = granted.find(({ row }) => row === last);
  return Math.max(0, (mine?.at ?? now) - now);
}

/** Quotes for every job in the queue or in flight, by job id. */
export function quoteAll(summary: Summary, now: number): Map<number, Quote> {
  const quotes = new Map<number, Quote>();
  replayLine(summary, now).forEach(({ row, at }, index) => {
    const waitMs = Math.max(0, at - now);
    const landsInMs = waitMs + summary.latency;
    const stuck = Number.isFinite(at) ? null : stuckOf(summary, row);
    const sharedWith = row.tickets - 1;
    quotes.set(row.job, { position: index + 1, waitMs, landsInMs, sharedWith, stuck });
  });
  for (const { job, grantedAt, tickets } of summary.flights) {
    const landsInMs = Math.max(0, grantedAt + summary.latency - now);
    quotes.set(job, { position: 0, waitMs: 0, landsInMs, sharedWith: tickets - 1, stuck: null });
  }
  return quotes;
}

function stuckOf(summary: Summary, { charges, hasMaker }: SummaryRow): Stuck {
  if (!hasMaker) return { why: "no-deployment" };
  return { why: "held", since: breakerFor(summary, charges).since };
}

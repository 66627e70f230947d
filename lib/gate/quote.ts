/**
 * The quoted wait: the claim rule replayed forward over the line as it stands. Pure; it works on the
 * summary that every step returns, so one summary serves all tickets and streams of an instance.
 */
import { gatePolicy } from "@/lib/policy";
import type { Summary } from "./step";

/** The third lane: 7 to 10. */
const BATCH = 3;
/** Where a row of the line has its score. */
const SCORE = 3;

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

type Row = Summary["line"][number];

/** The line in the order in which its jobs will be granted, each with its moment (store ms). */
function replay(summary: Summary, now: number): { row: Row; at: number }[] {
  const { limit, window, latency, reserve } = summary;
  const spacing = Math.floor(window * gatePolicy.spacingOfWindow);
  const pacing = Math.floor(window / (limit - reserve));
  // When the slots free, soonest first. Fewer than `n` count once the n-th latest has freed.
  const frees = summary.slots.map(([freesAt]) => freesAt).sort((one, other) => one - other);
  const fewerThanAt = (count: number) => frees[frees.length - count] ?? now;
  const perCall = latency + window + gatePolicy.toleranceMs;
  const ordinary = summary.line.filter(([, lane]) => lane < BATCH);
  const batch = summary.line.filter(([, lane]) => lane === BATCH);
  let any = Math.max(now, summary.fullUntil, summary.lastGrantAt + spacing, opensAt(summary));
  let { lastBatchAt, lastOverdueAt } = summary;
  const granted: { row: Row; at: number }[] = [];
  for (;;) {
    const [first] = ordinary;
    const [scanned] = batch;
    if (!first && !scanned) return granted;
    const room = Math.max(any, fewerThanAt(limit));
    const paced = Math.max(any, fewerThanAt(limit - reserve), lastBatchAt + pacing);
    const overdue = Math.max(room, lastOverdueAt + pacing, scanned?.[SCORE] ?? 0);
    const isBatch = scanned && goesBefore(scanned, Math.min(paced, overdue), first, room);
    const at = isBatch ? Math.min(paced, overdue) : room;
    const row = isBatch ? batch.shift() : ordinary.shift();
    if (row) granted.push({ row, at });
    if (isBatch && overdue < paced) lastOverdueAt = at;
    else if (isBatch) lastBatchAt = at;
    frees.push(at + perCall);
    any = at + spacing;
  }
}

/** Whoever may go sooner; of two that may at once, the one with the lower score. */
function goesBefore(one: Row, oneAt: number, other: Row | undefined, otherAt: number): boolean {
  if (!other || oneAt < otherAt) return true;
  if (oneAt > otherAt) return false;
  return one[SCORE] < other[SCORE] || (one[SCORE] === other[SCORE] && one[0] < other[0]);
}

function opensAt(summary: Summary): number {
  return summary.breaker.state === "open" ? summary.breaker.untilAt : 0;
}

/** When the next call could be granted if somebody asked now, behind everybody in line, in ms. */
export function nextSlotInMs(summary: Summary, now: number): number {
  const last: Row = [0, 2, 1, Number.MAX_SAFE_INTEGER];
  const granted = replay({ ...summary, line: [...summary.line, last] }, now);
  const mine = granted.find(({ row }) => row === last);
  return Math.max(0, (mine?.at ?? now) - now);
}

/** Quotes for every job in line or under way, by job id. */
export function quoteAll(summary: Summary, now: number): Map<number, Quote> {
  const quotes = new Map<number, Quote>();
  replay(summary, now).forEach(({ row: [job, , tickets], at }, index) => {
    const waitMs = Math.max(0, at - now);
    const landsInMs = waitMs + summary.latency;
    quotes.set(job, { position: index + 1, waitMs, landsInMs, sharedWith: tickets - 1 });
  });
  for (const [job, grantedAt, tickets] of summary.flights) {
    const landsInMs = Math.max(0, grantedAt + summary.latency - now);
    quotes.set(job, { position: 0, waitMs: 0, landsInMs, sharedWith: tickets - 1 });
  }
  return quotes;
}

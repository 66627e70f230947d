/**
 * The quoted wait: the claim rule replayed forward over the line as it stands. Pure; it works on the
 * summary that every step returns, so one summary serves all tickets and streams of an instance.
 */
import { gatePolicy } from "@/lib/policy";
import type { Summary } from "./step";

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

/** When each waiting job will be granted (store ms), in the order of the line. */
function grantTimes(summary: Summary, now: number): number[] {
  const { limit, window, latency } = summary;
  const spacing = Math.floor(window * gatePolicy.spacingOfWindow);
  // When the slots free, soonest first. Fewer than `limit` count once the limit-th latest has freed.
  const frees = summary.slots.map(([freesAt]) => freesAt).sort((one, other) => one - other);
  const perCall = latency + window + gatePolicy.toleranceMs;
  let earliest = Math.max(now, summary.fullUntil, summary.lastGrantAt + spacing, opensAt(summary));
  const times: number[] = [];
  for (let index = 0; index < summary.line.length; index += 1) {
    const at = Math.max(earliest, frees[frees.length - limit] ?? now);
    frees.push(at + perCall);
    times.push(at);
    earliest = at + spacing;
  }
  return times;
}

function opensAt(summary: Summary): number {
  return summary.breaker.state === "open" ? summary.breaker.untilAt : 0;
}

/** When the next call could be granted if somebody asked now, behind everybody in line, in ms. */
export function nextSlotInMs(summary: Summary, now: number): number {
  const extended = { ...summary, line: [...summary.line, [0, 2, 1] as Summary["line"][number]] };
  return Math.max(0, (grantTimes(extended, now).at(-1) ?? now) - now);
}

/** Quotes for every job in line or under way, by job id. */
export function quoteAll(summary: Summary, now: number): Map<number, Quote> {
  const quotes = new Map<number, Quote>();
  const times = grantTimes(summary, now);
  summary.line.forEach(([job, , tickets], index) => {
    const waitMs = Math.max(0, (times[index] ?? now) - now);
    const landsInMs = waitMs + summary.latency;
    quotes.set(job, { position: index + 1, waitMs, landsInMs, sharedWith: tickets - 1 });
  });
  for (const [job, grantedAt, tickets] of summary.flights) {
    const landsInMs = Math.max(0, grantedAt + summary.latency - now);
    quotes.set(job, { position: 0, waitMs: 0, landsInMs, sharedWith: tickets - 1 });
  }
  return quotes;
}

import { jain, type Span, union } from "../../support/measures";

/** The least fair share, in slots, from which shares are compared. */
const SLOTS_EACH = 5;
const WINDOWS_MIN = 2;

type Parts = {
  granted: readonly { at: number; caller: string }[];
  /** When each caller waited, at least one span per request. */
  waited: ReadonlyMap<string, readonly Span[]>;
  limit: number;
  windowMs: number;
};

/**
 * Jain's index of the granted slots in each span long enough for 5 slots per caller (at least 2
 * windows). Only callers that waited throughout the span count. A span starts when one of them
 * starts to wait, and at each grant.
 */
export function fairnessOf({ granted, waited, limit, windowMs }: Parts): number[] {
  const backlogs = [...waited].map(([caller, spans]) => ({ caller, backlog: union(spans) }));
  const throughout = ({ from, to }: Span) =>
    backlogs
      .filter(({ backlog }) => backlog.some((span) => span.from <= from && to <= span.to))
      .map(({ caller }) => caller);
  const starts = new Set([
    ...granted.map(({ at }) => at),
    ...backlogs.flatMap(({ backlog }) => backlog.map(({ from }) => from)),
  ]);

  const found: number[] = [];
  for (const from of starts) {
    const shortest = { from, to: from + WINDOWS_MIN * windowMs };
    const windows = Math.max(WINDOWS_MIN, (SLOTS_EACH * throughout(shortest).length) / limit);
    const to = from + windows * windowMs;
    const callers = throughout({ from, to });
    if (callers.length < 2) continue;
    const within = granted.filter(({ at }) => from <= at && at < to);
    const slots = callers.map((name) => within.filter(({ caller }) => caller === name).length);
    // Without a granted slot there are no shares.
    if (slots.some((count) => count > 0)) found.push(jain(slots));
  }
  return found;
}

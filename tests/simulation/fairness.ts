import { jain, type Span, union } from "../support/measures";

/** Slots each caller must have had a chance of before shares are compared. */
const SLOTS_EACH = 5;
const WINDOWS_MIN = 2;

type Parts = {
  granted: readonly { at: number; caller: string }[];
  /** When each caller waited for something, at least one entry a request. */
  waited: ReadonlyMap<string, readonly Span[]>;
  limit: number;
  windowMs: number;
};

/**
 * Jain's index of the slots got in each stretch long enough for 5 slots each (at least 2 windows)
 * by the callers who waited throughout it; a stretch begins wherever one of them began to wait, and
 * at each grant.
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
    // Of nothing there are no shares.
    if (slots.some((count) => count > 0)) found.push(jain(slots));
  }
  return found;
}

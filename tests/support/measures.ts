/** A span of virtual time, ms. */
export type Span = { from: number; to: number };

/**
 * The smallest value that at least this share of the values does not exceed. Null without values.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/** Jain's index: 1 when all shares are equal, 1/n when one of n has everything. */
export function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 1 : sum ** 2 / (shares.length * squares);
}

/** The ideal and the actual time of `limit` calls in a row, summed over all such rows, ms. */
export type Pace = { ideal: number; took: number };

/**
 * The pace of grants while calls were queued. A row is `limit` grants. The grant after a row uses
 * the slot of the row's first grant, so ideally it follows that one by `cycleMs`: window, tolerance
 * and latency. Rows make the share correct for spans of any length and for bursts. A row that has
 * not ended when the queue is empty counts until then.
 */
export function paceOf(
  grantedAt: readonly number[],
  backlog: readonly Span[],
  { limit, cycleMs }: { limit: number; cycleMs: number },
): Pace {
  const pace = { ideal: 0, took: 0 };
  for (const [index, from] of grantedAt.entries()) {
    const end = backlog.find((span) => span.from <= from && from <= span.to)?.to ?? from;
    const next = grantedAt[index + limit] ?? Number.POSITIVE_INFINITY;
    if (next > end && end - from <= cycleMs) continue;
    pace.ideal += cycleMs;
    pace.took += Math.min(next, end) - from;
  }
  return pace;
}

/** The spans during which at least one caller waited: overlapping spans are merged. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

export function groupBy<T>(all: readonly T[], nameOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(nameOf(one));
    if (group) group.push(one);
    else groups.set(nameOf(one), [one]);
  }
  return groups;
}

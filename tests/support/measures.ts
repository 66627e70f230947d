/** A stretch of virtual time, ms. */
export type Span = { from: number; to: number };

/** The smallest value that at least this share of all reach; null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/** Jain's index: 1 when all got the same, 1/n when one of n got everything. */
export function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 1 : sum ** 2 / (shares.length * squares);
}

/** How long `limit` calls in a row should take, and took, summed over all such rows. */
export type Pace = { ideal: number; took: number };

/**
 * The pace of grants while a line stood: from each grant to the one `limit` later, which could go
 * as soon as the first one's slot was free again, `cycleMs` (window + e + latency) after it.
 * Rows of exactly `limit` make the share right for stretches of any length, and for bursts. A row
 * that a standing line never saw the end of took at least until that line ended.
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

/** When somebody waited: overlapping spans become one. */
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

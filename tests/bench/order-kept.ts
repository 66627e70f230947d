/**
 * One call: when it was requested and when it arrived, ms. Null when it had not arrived by the end.
 */
export type Call = {
  priority: number;
  askedAt: number;
  arrivedAt: number | null;
  /** How many other open requests its caller had when it was made. */
  others: number;
};

/**
 * Two calls requested closer together than this have no order, ms. The clocks of processes differ
 * by as much.
 */
const TOGETHER_MS = 100;

/** Pairs of calls of which one should go first, and those in which it did. */
export type Order = { pairs: number; kept: number };

/**
 * Whether the calls went first that should go first by any rule of priority, age and fairness. A
 * pair counts when one call was requested clearly earlier, is at least as urgent, comes from a
 * caller with no more open requests, and was still waiting when the other was requested. The pair
 * is kept when that call also arrived first. First come, first served keeps all pairs, and random
 * order keeps half. A later, more urgent call makes no pair, since each contender has its own rule
 * for it.
 */
export function orderKept(calls: readonly Call[]): Order {
  const order = { pairs: 0, kept: 0 };
  for (const first of calls) {
    for (const second of calls.filter((other) => shouldGoFirst(first, other))) {
      const [firstAt, secondAt] = [arrivalOf(first), arrivalOf(second)];
      // Neither arrived, so nothing was decided.
      if (firstAt === secondAt) continue;
      order.pairs += 1;
      if (firstAt < secondAt) order.kept += 1;
    }
  }
  return order;
}

function shouldGoFirst(first: Call, second: Call): boolean {
  return (
    second.askedAt - first.askedAt >= TOGETHER_MS &&
    first.priority <= second.priority &&
    first.others <= second.others &&
    arrivalOf(first) > second.askedAt
  );
}

const arrivalOf = ({ arrivedAt }: Call) => arrivedAt ?? Number.POSITIVE_INFINITY;

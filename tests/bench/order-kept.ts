/** One call: when it was asked for and arrived, ms; null when it had not arrived by the end. */
export type Call = {
  priority: number;
  askedAt: number;
  arrivedAt: number | null;
  /** How many others its caller had open when asking for it. */
  others: number;
};

/** Asked for closer together than this (ms), two calls have no order: processes differ by as much. */
const TOGETHER_MS = 100;

/** Pairs of calls of which one should go first, and those in which it did. */
export type Order = { pairs: number; kept: number };

/**
 * Whether those went first who should by any rule of priority, age and fairness. A pair counts when
 * one call was asked for clearly earlier than the other, is at least as urgent, comes from a caller
 * who had no more open, and was still waiting when the other was asked for; it is kept when that one
 * also arrived first. First come first served keeps all pairs, drawing lots keeps half. A more urgent
 * call that comes later makes no pair: how far it may overtake is each one's own rule.
 */
export function orderKept(calls: readonly Call[]): Order {
  const order = { pairs: 0, kept: 0 };
  for (const first of calls) {
    for (const second of calls.filter((other) => shouldGoFirst(first, other))) {
      const [firstAt, secondAt] = [arrivalOf(first), arrivalOf(second)];
      // Neither arrived: nothing was decided.
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

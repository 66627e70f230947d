import { worstWindow } from "../support/fake-upstream/fake-arrivals";
import { type Pace, paceOf } from "../support/measures";
import { cycleMsOf, USUAL_LATENCY_MS } from "./cycle";
import { CLICK_PRIORITY, LINE_PRIORITY } from "./keep-asking";
import { type Call, type Order, orderKept } from "./order-kept";
import type { Asked, Played } from "./played";

/** The upstream's view of one contender. */
export type Result = {
  calls: number;
  /** Most arrivals in any window. */
  worst: number;
  /**
   * From each arrival to the one `limit` later, and the best possible time for it. Their ratio is
   * the used share of `limit / (window + e + latency)`, in bursts or not.
   */
  pace: Pace;
  order: Order;
  /** ms from request to arrival. */
  waits: { clicks: number[]; line: number[] };
};

export function judge(played: Played): Result {
  const { rule, arrivals, from, to } = played;
  const times = arrivals.map(({ at }) => at);
  const cycleMs = cycleMsOf(rule);
  const calls = callsOf(played);
  const waitsOf = (priority: number) =>
    waitsBy(
      calls.filter((call) => call.priority === priority && call.askedAt <= to - cycleMs),
      to,
    );
  return {
    calls: times.length,
    worst: worstWindow(times, rule.windowMs),
    // The demand always exceeded the limit.
    pace: paceOf(times, [{ from, to }], { limit: rule.limit, cycleMs }),
    order: orderKept(calls),
    waits: { clicks: waitsOf(CLICK_PRIORITY), line: waitsOf(LINE_PRIORITY) },
  };
}

function callsOf({ asked, arrivals, to }: Played): Call[] {
  const arrivedAt = new Map(arrivals.map(({ symbol, at }) => [symbol, at]));
  const isOpen = ({ symbol, at }: Asked, moment: number) => {
    const answeredAt = (arrivedAt.get(symbol) ?? Number.POSITIVE_INFINITY) + USUAL_LATENCY_MS;
    return at < moment && moment < answeredAt;
  };
  return asked
    .filter(({ at }) => at <= to)
    .map((one) => ({
      priority: one.priority,
      askedAt: one.at,
      arrivedAt: arrivedAt.get(one.symbol) ?? null,
      others: asked.filter((other) => other.caller === one.caller && isOpen(other, one.at)).length,
    }));
}

/** A call that had not arrived by the end waited at least until then. */
function waitsBy(calls: readonly Call[], end: number): number[] {
  return calls.map(({ askedAt, arrivedAt }) => (arrivedAt ?? end) - askedAt);
}

import type { Charge } from "@/lib/contract/quota/quota-window";
import { windowOf } from "@/lib/contract/quota/window-use";
import { waitSeconds } from "@/lib/desk/queue/wait-seconds";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Quote } from "@/lib/gate/quote/quote";
import type { Summary } from "@/lib/gate/reply/summary";
import { gatePolicy, scanPolicy } from "@/lib/policy";

export type ScanWait = {
  /** Estimated time until the last row; null: unknown. */
  estimatedWaitSeconds: number | null;
  /** Queue position of the next row: 1 is next, 0 is in flight; null: none is in queue. */
  place: number | null;
};

/** The lane of scans, as summaries number lanes. */
const BATCH = 3;

/**
 * Estimates how long `left` rows take, of which `quotes` are in queue. Queued rows land as quoted.
 * The others follow one pacing step apart, taking turns with other scans in queue.
 */
export function scanWait(
  gateSnapshot: GateSnapshot,
  left: number,
  quotes: readonly Quote[],
  charges: readonly Charge[],
): ScanWait {
  const { summary } = gateSnapshot;
  if (left === 0) return { estimatedWaitSeconds: 0, place: null };
  const paceMs = Math.max(0, ...charges.map((charge) => paceOf(summary, charge)));
  const waiting = quotes.filter(({ position }) => position > 0).length;
  const inQueue = summary.line.filter(({ lane }) => lane === BATCH).length;
  const others = Math.ceil(Math.max(0, inQueue - waiting) / scanPolicy.inQueue);
  const firstMs = Math.max(0, gateSnapshot.nextSlotAt - gateSnapshot.now) + summary.latency;
  const leadMs =
    quotes.length > 0 ? Math.max(...quotes.map(({ landsInMs }) => landsInMs)) : firstMs;
  const later = Math.max(0, left - Math.max(1, quotes.length));
  const waitMs = leadMs + later * paceMs * (1 + others);
  return {
    estimatedWaitSeconds: waitSeconds(waitMs),
    place: quotes.length > 0 ? Math.min(...quotes.map(({ position }) => position)) : null,
  };
}

/** Pacing step of a scan in one window, ms. A calendar window paces by its period. */
function paceOf(summary: Summary, { window: name, cost }: Charge): number {
  const { length, limit } = windowOf(summary, name);
  if (length === 0) return 0;
  const lifeMs = length + gatePolicy.toleranceMs + summary.latency;
  const shared = name === summary.main ? limit - summary.reserve : limit;
  return (lifeMs / Math.max(1, shared)) * cost;
}

import type { WindowName } from "@/lib/contract/quota";
import type { Look } from "@/lib/gate/look";
import type { Quote } from "@/lib/gate/quote";
import { gatePolicy, scanPolicy } from "@/lib/policy";

export type ScanWait = {
  /** Until the last row, as the line stands. */
  estimatedWaitSeconds: number;
  /** In line, of the next row: 1 is next, 0 is under way; null: none is in line. */
  place: number | null;
};

/** The lane of scans, as summaries count lanes. */
const BATCH = 3;

/**
 * How long `left` rows still take, of which `quotes` are in line. Those come when they are quoted for;
 * the others follow a pacing step apart, by turns with the other scans that are in line.
 */
export function scanWait(
  look: Look,
  left: number,
  quotes: readonly Quote[],
  window: WindowName,
): ScanWait {
  const { summary } = look;
  if (left === 0) return { estimatedWaitSeconds: 0, place: null };
  const { account, [window]: own } = summary.windows;
  const lifeMs = summary.window + gatePolicy.toleranceMs + summary.latency;
  const freeSlots = Math.max(1, account.limit - summary.reserve);
  const paceMs = Math.max(lifeMs / freeSlots, lifeMs / Math.max(1, own.limit));
  const waiting = quotes.filter(({ position }) => position > 0).length;
  const inLine = summary.line.filter(({ lane }) => lane === BATCH).length;
  const others = Math.ceil(Math.max(0, inLine - waiting) / scanPolicy.inLine);
  const firstMs = Math.max(0, look.nextSlotAt - look.now) + summary.latency;
  const leadMs =
    quotes.length > 0 ? Math.max(...quotes.map(({ landsInMs }) => landsInMs)) : firstMs;
  const later = Math.max(0, left - Math.max(1, quotes.length));
  const waitMs = leadMs + later * paceMs * (1 + others);
  return {
    estimatedWaitSeconds: Math.round(waitMs / 10) / 100,
    place: quotes.length > 0 ? Math.min(...quotes.map(({ position }) => position)) : null,
  };
}

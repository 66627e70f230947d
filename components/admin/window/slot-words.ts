import { easternTime } from "@/components/ui/format";
import type { Slot } from "@/lib/contract/admin/dashboard-line";

export const STATE_WORDS: Record<Slot["state"], string> = {
  "under-way": "in flight",
  arrived: "answered",
  unknown: "outcome unknown",
};

/** Formats a time in New York: `10:43:17`. */
export function clock(at: string): string {
  return easternTime(Date.parse(at)).second;
}

/** Describes when a slot frees. A call in flight can still change that. */
export function freesWords({ freesAt, isCertain }: Slot): string {
  return isCertain ? clock(freesAt) : `about ${clock(freesAt)}`;
}

/** One slot as text for screen readers: times of day, since a countdown would change each second. */
export function slotText(slot: Slot | undefined): string {
  if (slot === undefined) return "No slots in use";
  const { symbol, endpoint, label, grantedAt, state } = slot;
  const held = `${symbol} ${endpoint} for ${label}, ${STATE_WORDS[state]}`;
  return `${held}, granted ${clock(grantedAt)}, free at ${freesWords(slot)} New York time`;
}

/**
 * Counts the slots of each caller, largest count first. Equal counts keep the order of their
 * grants.
 */
export function holders(slots: readonly Slot[]): { caller: string; label: string; held: number }[] {
  const byCaller = new Map<string, { caller: string; label: string; held: number }>();
  for (const { caller, label } of slots) {
    const before = byCaller.get(caller)?.held ?? 0;
    byCaller.set(caller, { caller, label, held: before + 1 });
  }
  return [...byCaller.values()].toSorted((one, other) => other.held - one.held);
}

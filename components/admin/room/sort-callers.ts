import { type Direction, sortRows } from "@/components/ui/table/sort-rows";
import type { CallerRow } from "@/lib/contract/admin/dashboard";

export const CALLER_KEYS = [
  "label",
  "calls",
  "hits",
  "stale",
  "shared",
  "denied",
  "waiting",
  "lastSeenAt",
] as const;
export type CallerKey = (typeof CALLER_KEYS)[number];

/** Names sort from A, numbers from the largest, times from the latest. */
export function firstDirection(key: CallerKey): Direction {
  return key === "label" ? "asc" : "desc";
}

/** Returns the callers whose name contains the typed text, sorted. */
export function chooseCallers(
  callers: readonly CallerRow[],
  { find, sort, order }: { find: string; sort: CallerKey; order: Direction },
): readonly CallerRow[] {
  const typed = find.trim().toLowerCase();
  const found = callers.filter(({ label }) => label.toLowerCase().includes(typed));
  return sortRows(found, (row) => row[sort], order);
}

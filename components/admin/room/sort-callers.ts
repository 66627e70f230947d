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

/** Names begin with A, figures with the greatest, times with the latest. */
export function firstDirection(key: CallerKey): Direction {
  return key === "label" ? "asc" : "desc";
}

/** The callers whose name holds what was typed, in order. */
export function chooseCallers(
  callers: readonly CallerRow[],
  { find, sort, order }: { find: string; sort: CallerKey; order: Direction },
): readonly CallerRow[] {
  const typed = find.trim().toLowerCase();
  const found = callers.filter(({ label }) => label.toLowerCase().includes(typed));
  return sortRows(found, (row) => row[sort], order);
}

import type { ScanRow } from "@/lib/contract/scan/scan";
import { regimeOfRow } from "./regime-words";

export const SHOWN_ROWS = ["all", "negative", "positive", "at-flip", "failed"] as const;
export type ShownRows = (typeof SHOWN_ROWS)[number];

export const SHOWN_WORDS: Record<ShownRows, string> = {
  all: "All rows",
  negative: "Negative gamma",
  positive: "Positive gamma",
  "at-flip": "At the flip",
  failed: "Failed",
};

/** Returns the rows of a kind whose symbol contains the text, in any case. */
export function filterRows(
  rows: readonly ScanRow[],
  { find, show }: { find: string; show: ShownRows },
): readonly ScanRow[] {
  const sought = find.trim().toUpperCase();
  return rows.filter((row) => row.symbol.includes(sought) && isShown(row, show));
}

function isShown(row: ScanRow, show: ShownRows): boolean {
  switch (show) {
    case "all":
      return true;
    case "failed":
      return row.state === "failed";
    case "at-flip":
      return regimeOfRow(row) === "at-flip";
    case "negative":
    case "positive":
      return regimeOfRow(row)?.startsWith(show) ?? false;
    default:
      return show satisfies never;
  }
}

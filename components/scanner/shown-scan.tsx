"use client";

import { ScanProgress } from "@/components/scanner/progress/scan-progress";
import { filterRows } from "@/components/scanner/scan/filter-rows";
import { sortRows } from "@/components/scanner/scan/sort-rows";
import { useRowChoices } from "@/components/scanner/scan/use-scan-address";
import { RowFilter } from "@/components/scanner/table/row-filter";
import { ScanTable } from "@/components/scanner/table/scan-table";
import { Button } from "@/components/ui/button";
import type { ScanControl } from "@/lib/client/hooks/use-scan";

/** One scan: its progress, and its rows in load order until another is chosen. */
export function ShownScan({ control }: { control: ScanControl }) {
  const [choices, choose] = useRowChoices();
  const { view, refusal } = control;
  if (view === null) {
    return refusal === null ? <Reading /> : <Unreadable control={control} />;
  }
  const ended = view.ended.flatMap((position) => view.rows[position - 1] ?? []);
  const rows = sortRows(filterRows(ended, choices), choices.sort);
  return (
    <>
      <ScanProgress control={control} view={view} />
      <RowFilter choices={choices} onChoose={choose} rows={rows} ended={ended.length} />
      <ScanTable
        rows={rows}
        endedAt={view.endedAt}
        sort={choices.sort}
        onSort={(sort) => choose({ sort })}
        empty={emptyWords(ended.length, view.summary.total)}
      />
    </>
  );
}

function emptyWords(ended: number, total: number): string {
  if (ended > 0) return "No rows match this filter. Choose All rows to see the others.";
  return `0 of ${total} loaded. Rows appear here as they load.`;
}

/** As high as the coming content, so that the page does not jump. */
function Reading() {
  return (
    <div className="min-h-[420px] rounded-md border border-line bg-panel p-3 text-muted">
      Loading the scan…
    </div>
  );
}

function Unreadable({ control }: { control: ScanControl }) {
  const reason = control.refusal?.reason;
  const isOver = reason === "gone" || reason === "not-found" || reason === "invalid-request";
  return (
    <div className="flex min-h-[420px] flex-col items-center justify-center rounded-md border border-line bg-panel px-6 py-10 text-center">
      <p className="font-medium">
        {isOver ? "This scan is not available" : "The scan cannot be loaded now"}
      </p>
      <p className="max-w-[52ch] pt-1 pb-4 text-muted">
        {isOver
          ? "The scan was canceled, is over 24 hours old, or belongs to someone else. Loaded rows are cached for everyone, so a new scan of the same symbols uses fewer API calls."
          : control.refusal?.detail}
      </p>
      {!isOver && (
        <Button onPress={control.readAgain} className="h-11 sm:h-8">
          Try again
        </Button>
      )}
    </div>
  );
}

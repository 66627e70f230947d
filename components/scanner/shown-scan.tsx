"use client";

import { Button } from "@/components/ui/button";
import type { ScanControl } from "@/lib/client/use-scan";
import { filterRows } from "./filter-rows";
import { RowFilter } from "./row-filter";
import { ScanProgress } from "./scan-progress";
import { ScanTable } from "./scan-table";
import { sortRows } from "./sort-rows";
import { useRowChoices } from "./use-scan-address";

/** One scan: how far it is, and its rows in the order of landing until another is chosen. */
export function ShownScan({ control }: { control: ScanControl }) {
  const [choices, choose] = useRowChoices();
  const { view, refusal } = control;
  if (view === null) {
    return refusal === null ? <Reading /> : <Unreadable control={control} />;
  }
  const landed = view.landed.flatMap((position) => view.rows[position - 1] ?? []);
  const rows = sortRows(filterRows(landed, choices), choices.sort);
  return (
    <>
      <ScanProgress control={control} view={view} />
      <RowFilter choices={choices} onChoose={choose} rows={rows} landed={landed.length} />
      <ScanTable
        rows={rows}
        landedAt={view.landedAt}
        sort={choices.sort}
        onSort={(sort) => choose({ sort })}
        empty={emptyWords(landed.length, view.summary.total)}
      />
    </>
  );
}

function emptyWords(landed: number, total: number): string {
  if (landed > 0) return "No row is like that. Show all rows to see the others.";
  return `None of the ${total} has landed yet. Each appears here when it does.`;
}

/** As high as what comes, so that nothing jumps when it does. */
function Reading() {
  return (
    <div className="min-h-[420px] rounded-md border border-line bg-panel p-3 text-muted">
      Reading the scan…
    </div>
  );
}

function Unreadable({ control }: { control: ScanControl }) {
  const reason = control.refusal?.reason;
  const isOver = reason === "gone" || reason === "not-found" || reason === "invalid-request";
  return (
    <div className="flex min-h-[420px] flex-col items-center justify-center rounded-md border border-line bg-panel px-6 py-10 text-center">
      <p className="font-medium">
        {isOver ? "This scan is not here" : "The scan cannot be read now"}
      </p>
      <p className="max-w-[52ch] pt-1 pb-4 text-muted">
        {isOver
          ? "It was cancelled, it is over 24 hours old, or it is somebody else's. What it loaded is cached for everyone: a new scan of the same symbols costs only what is no longer fresh."
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

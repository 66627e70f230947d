"use client";

import { SHOWN_ROWS, SHOWN_WORDS } from "@/components/scanner/scan/filter-rows";
import { naturalRowDirection, ROW_SORT_KEYS } from "@/components/scanner/scan/sort-rows";
import type { RowChoices } from "@/components/scanner/scan/use-scan-address";
import { CsvButton } from "@/components/snapshot/csv-button";
import { Select } from "@/components/ui/select";
import type { ScanRow } from "@/lib/contract/scan/scan";
import { COLUMNS } from "./scan-columns";
import { scanCsv } from "./scan-csv";

type FilterProps = {
  choices: RowChoices;
  onChoose: (next: Partial<RowChoices>) => void;
  rows: readonly ScanRow[];
  ended: number;
};

const SORTS = [
  { value: "", words: "Load order" },
  ...COLUMNS.map(({ key, label }) => ({ value: key, words: label })),
] as const;

/** Filters and sorts the rows, and downloads them. Free, also while the scan runs. */
export function RowFilter({ choices, onChoose, rows, ended }: FilterProps) {
  const sortBy = (value: string) => {
    const key = ROW_SORT_KEYS.find((known) => known === value);
    onChoose({ sort: key === undefined ? null : { key, direction: naturalRowDirection(key) } });
  };
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <input
        type="search"
        value={choices.find}
        onChange={(event) => onChoose({ find: event.target.value })}
        aria-label="Find rows by symbol"
        placeholder="Find"
        maxLength={10}
        autoComplete="off"
        spellCheck={false}
        className="h-11 w-24 rounded-md border border-control bg-panel px-2 text-sm uppercase placeholder:normal-case placeholder:text-muted sm:h-8"
      />
      <Select
        label="Show"
        value={choices.show}
        choices={SHOWN_ROWS.map((value) => ({ value, words: SHOWN_WORDS[value] }))}
        onChoose={(show) => onChoose({ show })}
      />
      <div className="sm:hidden">
        <Select label="Sort" value={choices.sort?.key ?? ""} choices={SORTS} onChoose={sortBy} />
      </div>
      <p className="ml-auto text-xs whitespace-nowrap text-muted">
        {rows.length === ended ? `${ended} rows` : `${rows.length} of ${ended} rows`}
      </p>
      <CsvButton make={rows.length === 0 ? null : () => ({ name: "scan", text: scanCsv(rows) })} />
    </div>
  );
}

"use client";

import { CONCENTRATIONS, RANGES } from "@/components/charts/strike-rows";
import { CsvButton } from "@/components/snapshot/csv-button";
import type { useChoices } from "@/components/symbol/panel/use-choices";
import { Select } from "@/components/ui/select";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";
import { curveCsv } from "./curve-csv";
import { expiryWords } from "./expiry-words";

type Choices = ReturnType<typeof useChoices>;
type Props = {
  page: SymbolView;
  choices: Choices[0];
  choose: Choices[1];
  asTable: boolean;
  onTable: (asTable: boolean) => void;
  snapshot: SnapshotOf<"curve"> | null;
};

/**
 * Chooses expiry, distance from spot and share of gamma. Switches to a table, and downloads a file.
 */
export function CurveControls({ page, choices, choose, asTable, onTable, snapshot }: Props) {
  const expiries = [...new Set([...page.offered.expiries, choices.expiry])];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
      <Select
        label="Expiry"
        value={choices.expiry}
        choices={expiries.map((value) => ({ value, words: expiryWords(value) }))}
        onChoose={(expiry) => void choose({ expiry })}
      />
      <Select
        label="Strikes"
        value={choices.range}
        choices={RANGES.map((value) => ({ value, words: value === "all" ? "all" : `±${value}%` }))}
        onChoose={(range) => void choose({ range })}
      />
      <Select
        label="Gamma"
        value={choices.keep}
        choices={CONCENTRATIONS.map((value) => ({
          value,
          words: value === "100" ? "all" : `top ${value}%`,
        }))}
        onChoose={(keep) => void choose({ keep })}
      />
      <div className="ml-auto flex gap-2">
        <TableToggle asTable={asTable} onTable={onTable} />
        <CsvButton make={snapshot === null ? null : () => curveCsv(snapshot)} />
      </div>
    </div>
  );
}

/** Switches to a table of the same data. Pressed while the table is shown. */
export function TableToggle({
  asTable,
  onTable,
}: {
  asTable: boolean;
  onTable: (asTable: boolean) => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={asTable}
      onClick={() => onTable(!asTable)}
      className="h-11 rounded-md border border-control px-3 text-sm font-medium text-accent hover:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent sm:h-8"
    >
      Table
    </button>
  );
}

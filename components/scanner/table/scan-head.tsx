"use client";

import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { nextRowSort, type RowSort } from "@/components/scanner/scan/sort-rows";
import { COLUMNS } from "./scan-columns";

/** The column heads. Each sorts by its column. A third press restores the order of loading. */
export function ScanHead({ sort, onSort }: { sort: RowSort; onSort: (sort: RowSort) => void }) {
  return (
    <thead className="scan-head">
      <tr className="scan-row">
        {COLUMNS.map(({ key, label, title, cell }) => {
          const direction = sort?.key === key ? sort.direction : null;
          const isText = cell === "name" || cell === "regime";
          return (
            <th key={key} scope="col" aria-sort={sortedWord(direction)} className={cell}>
              <button
                type="button"
                title={title}
                onClick={() => onSort(nextRowSort(sort, key))}
                className={clsx(
                  "inline-flex h-8 items-center gap-1 rounded-sm hover:text-text",
                  direction === null ? "text-muted" : "text-text",
                  !isText && "flex-row-reverse",
                )}
              >
                {label}
                {direction === "asc" && <ArrowUp size={12} aria-hidden="true" />}
                {direction === "desc" && <ArrowDown size={12} aria-hidden="true" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function sortedWord(direction: "asc" | "desc" | null): "ascending" | "descending" | undefined {
  if (direction === null) return undefined;
  return direction === "asc" ? "ascending" : "descending";
}

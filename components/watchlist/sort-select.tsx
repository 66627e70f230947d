"use client";

import { SORT_COLUMNS } from "./columns";
import { naturalDirection, SORT_KEYS, type Sort } from "./sort-symbols";

/** Sorts on a phone, where the table has no heads. */
export function SortSelect({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const choose = (value: string) => {
    const key = SORT_KEYS.find((known) => known === value);
    onSort(key === undefined ? null : { key, direction: naturalDirection(key) });
  };
  return (
    <select
      aria-label="Sort by"
      value={sort?.key ?? ""}
      onChange={(event) => choose(event.target.value)}
      className="h-11 w-26 rounded-md border border-control bg-panel px-1 text-sm sm:hidden"
    >
      <option value="">My order</option>
      {SORT_COLUMNS.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  );
}

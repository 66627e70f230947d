"use client";

import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { COLUMNS, type WatchlistColumn } from "./columns";
import { nextSort, type Sort } from "./sort-symbols";

type HeadProps = {
  sort: Sort;
  onSort: (sort: Sort) => void;
  allPicked: boolean;
  somePicked: boolean;
  onPickAll: (picked: boolean) => void;
};

/** The column heads. Each sorts by its column. A third press restores the person's own order. */
export function WatchlistHead({ sort, onSort, allPicked, somePicked, onPickAll }: HeadProps) {
  return (
    <thead className="watch-head">
      <tr className="watch-row">
        <th className="pick">
          <label className="flex h-full items-center justify-center">
            <input
              type="checkbox"
              ref={(box) => {
                if (box !== null) box.indeterminate = somePicked && !allPicked;
              }}
              checked={allPicked}
              onChange={(event) => onPickAll(event.target.checked)}
              aria-label="Select all"
              className="size-4 accent-accent"
            />
          </label>
        </th>
        {COLUMNS.map(({ key, label, title, cell }) =>
          key === null ? (
            <th key={cell} scope="col" title={title} className={clsx(cell, "text-muted")}>
              {label}
            </th>
          ) : (
            <SortHead
              key={cell}
              column={{ key, label, title, cell }}
              direction={sort?.key === key ? sort.direction : null}
              onPress={() => onSort(nextSort(sort, key))}
            />
          ),
        )}
        <th scope="col" className="act">
          <span className="sr-only">Refresh</span>
        </th>
      </tr>
    </thead>
  );
}

type SortHeadProps = {
  column: WatchlistColumn;
  direction: "asc" | "desc" | null;
  onPress: () => void;
};

function SortHead({ column: { label, title, cell }, direction, onPress }: SortHeadProps) {
  return (
    <th scope="col" aria-sort={sortedWord(direction)} className={cell}>
      <button
        type="button"
        title={title}
        onClick={onPress}
        className={clsx(
          "inline-flex h-8 items-center gap-1 rounded-sm hover:text-text",
          direction === null ? "text-muted" : "text-text",
          cell !== "name" && "flex-row-reverse",
        )}
      >
        {label}
        {direction === "asc" && <ArrowUp size={12} aria-hidden="true" />}
        {direction === "desc" && <ArrowDown size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}

function sortedWord(direction: "asc" | "desc" | null): "ascending" | "descending" | undefined {
  if (direction === null) return undefined;
  return direction === "asc" ? "ascending" : "descending";
}

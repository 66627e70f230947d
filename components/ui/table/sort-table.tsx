"use client";

import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Direction } from "./sort-rows";

/** A scrolling area needs keyboard focus. */
const REACHABLE = { tabIndex: 0 };

export type SortColumn<Key extends string, Row> = {
  key: Key;
  name: string;
  title?: string;
  cell: (row: Row) => ReactNode;
};

type TableProps<Key extends string, Row> = {
  caption: string;
  columns: readonly SortColumn<Key, Row>[];
  rows: readonly { key: string; row: Row }[];
  sort: Key;
  order: Direction;
  onSort: (key: Key) => void;
  /** Shown when there are no rows. */
  empty: string;
};

/** A table sorted by pressing a column head. A second press reverses the order. */
export function SortTable<Key extends string, Row>(props: TableProps<Key, Row>) {
  const { caption, columns, rows, sort, order, onSort, empty } = props;
  return (
    <section aria-label={caption} {...REACHABLE} className="relative h-full overflow-auto">
      <table className="w-full border-separate border-spacing-0 text-right text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, name, title }) => (
              <th
                key={key}
                scope="col"
                title={title}
                aria-sort={
                  key === sort ? (order === "asc" ? "ascending" : "descending") : undefined
                }
                className="sticky top-0 border-b border-line bg-panel px-2 text-xs font-normal whitespace-nowrap first:pl-3 first:text-left"
              >
                <button
                  type="button"
                  onClick={() => onSort(key)}
                  className={clsx(
                    "inline-flex h-11 items-center gap-1 rounded-sm hover:text-text sm:h-8",
                    key === sort ? "text-text" : "text-muted",
                  )}
                >
                  {name}
                  {key === sort && order === "asc" && <ArrowUp size={12} aria-hidden="true" />}
                  {key === sort && order === "desc" && <ArrowDown size={12} aria-hidden="true" />}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, row }) => (
            <tr key={key} className="hover:bg-bg">
              {columns.map((column, index) =>
                index === 0 ? (
                  <th
                    key={column.key}
                    scope="row"
                    className="py-1 pr-2 pl-3 text-left font-medium whitespace-nowrap"
                  >
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className="px-2 py-1 whitespace-nowrap">
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="px-3 py-6 text-center text-muted">{empty}</p>}
    </section>
  );
}

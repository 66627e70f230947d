import clsx from "clsx";
import type { ReactNode } from "react";

/** A scrolling area needs keyboard focus. */
const REACHABLE = { tabIndex: 0 };

/** Numbers are right-aligned for comparison, words left-aligned. */
export type Column = { name: string; title?: string; isText?: boolean };

/** A table that scrolls within its own area under a fixed head. `empty`: shown instead without rows. */
export function DataTable({
  caption,
  columns,
  rows,
  empty,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ReactNode[]; isNow?: boolean }[];
  empty?: string;
}) {
  if (rows.length === 0 && empty !== undefined) {
    return <p className="flex h-full items-center justify-center px-3 text-muted">{empty}</p>;
  }
  return (
    <section aria-label={caption} {...REACHABLE} className="relative h-full overflow-auto">
      <table className="w-full border-separate border-spacing-0 text-right">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, title, isText }) => (
              <th
                key={name}
                scope="col"
                title={title}
                className={clsx(
                  "sticky top-0 border-b border-line bg-panel px-2 py-1.5 text-xs font-normal whitespace-nowrap text-muted first:text-left",
                  isText && "text-left",
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, isNow }) => (
            <tr key={key} className={isNow ? "bg-bg" : undefined}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th
                    key={columns[index]?.name}
                    scope="row"
                    className="px-2 py-1 text-left font-medium whitespace-nowrap"
                  >
                    {cell}
                  </th>
                ) : (
                  <td
                    key={columns[index]?.name}
                    className={clsx(
                      "px-2 py-1 whitespace-nowrap",
                      columns[index]?.isText && "text-left",
                    )}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

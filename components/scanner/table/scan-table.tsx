"use client";

import "./scan-table.css";
import type { RowSort } from "@/components/scanner/scan/sort-rows";
import { useNow } from "@/lib/client/hooks/use-now";
import { useQuota } from "@/lib/client/hooks/use-quota";
import type { ScanRow as Row } from "@/lib/contract/scan/scan";
import { browserPolicy } from "@/lib/policy";
import { ScanHead } from "./scan-head";
import { ScanRow } from "./scan-row";

type TableProps = {
  rows: readonly Row[];
  endedAt: ReadonlyMap<number, number>;
  sort: RowSort;
  onSort: (sort: RowSort) => void;
  /** The text for an empty table. */
  empty: string;
};

/** The ended rows. Each is highlighted once when it arrives. */
export function ScanTable({ rows, endedAt, sort, onSort, empty }: TableProps) {
  const market = useQuota()?.quota.market.state ?? null;
  const time = useNow();
  const isNews = (position: number) =>
    time - (endedAt.get(position) ?? 0) < browserPolicy.scanNewsMs;
  return (
    <table className="scan-table rounded-md border border-line bg-panel">
      <caption className="sr-only">Loaded rows of the scan</caption>
      <ScanHead sort={sort} onSort={onSort} />
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <ScanRow key={row.position} row={row} market={market} isNews={isNews(row.position)} />
        ))}
        {rows.length === 0 && (
          <tr className="block">
            <td className="block px-3 py-10 text-center text-muted">{empty}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

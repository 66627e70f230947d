import type { CsvFile } from "@/components/snapshot/csv-button";
import { type Cell, toCsv } from "@/components/ui/table/to-csv";
import type {
  Call,
  CallerRow,
  Dashboard,
  DashboardTable,
  Point,
} from "@/lib/contract/admin/dashboard";
import { sinceName } from "./since-words";

/** A fixed list, so that a table without rows has column names too. */
const HEADS = {
  series: [
    "at",
    "calls",
    "hits",
    "stale",
    "misses",
    "shared",
    "denied",
    "failed",
    "queueMax",
    "waitP50Seconds",
    "waitP95Seconds",
    "latencyP50Seconds",
    "latencyP95Seconds",
  ] satisfies (keyof Point)[],
  callers: [
    "caller",
    "label",
    "calls",
    "hits",
    "stale",
    "misses",
    "shared",
    "denied",
    "waiting",
    "lastSeenAt",
  ] satisfies (keyof CallerRow)[],
  calls: [
    "at",
    "endpoint",
    "symbol",
    "caller",
    "label",
    "lane",
    "window",
    "waitSeconds",
    "latencySeconds",
    "outcome",
    "deployment",
    "requestId",
  ] satisfies (keyof Call)[],
} as const satisfies Record<DashboardTable, readonly string[]>;

/**
 * One table of the dashboard as CSV, with the fields' own names and an empty cell for a missing
 * value. `rows`: those to write, if not all of them.
 */
export function tableCsv<Table extends DashboardTable>(
  dashboard: Pick<Dashboard, "range" | "tablesFrom" | Table>,
  table: Table,
  rows: readonly Dashboard[Table][number][] = dashboard[table],
): CsvFile {
  const heads: readonly string[] = HEADS[table];
  const cells = (row: Readonly<Record<string, Cell>>) => heads.map((head) => row[head] ?? null);
  return { name: FILE_NAMES[table](dashboard), text: toCsv([heads, ...rows.map(cells)]) };
}

type Span = Pick<Dashboard, "range" | "tablesFrom">;

const FILE_NAMES: Record<DashboardTable, (span: Span) => string> = {
  series: ({ range }) => `calls-by-time-${range}`,
  // Counts are kept by whole hours, so the file name contains the start.
  callers: ({ range, tablesFrom }) => `callers-${range}-${sinceName(tablesFrom)}`,
  calls: () => "last-calls",
};

import { sinceName } from "@/components/admin/since-words";
import { type Cell, toCsv } from "@/components/ui/to-csv";
import type { Dashboard, DashboardTable } from "@/lib/contract/dashboard";

/** One table of the dashboard as CSV: the fields' own names, missing ones empty. */
export function dashboardCsv(dashboard: Dashboard, table: DashboardTable): string {
  const rows: readonly Readonly<Record<string, Cell>>[] = dashboard[table];
  const heads = HEADS[table];
  return toCsv([heads, ...rows.map((row) => heads.map((head) => row[head] ?? null))]);
}

/** Callers are counted by whole hours: their file says since when. */
export function csvName({ range, tablesFrom }: Dashboard, table: DashboardTable): string {
  const name = `${table}-${range}`;
  return table === "callers" ? `${name}-${sinceName(tablesFrom)}` : name;
}

/** Written out: a table without rows has its heads too. */
const HEADS = {
  series: [
    ...["at", "calls", "hits", "stale", "misses", "shared", "denied", "failed", "queueMax"],
    ...["waitP50Seconds", "waitP95Seconds", "latencyP50Seconds", "latencyP95Seconds"],
  ],
  callers: [
    ...["caller", "label", "calls", "hits", "stale", "misses", "shared", "denied", "waiting"],
    "lastSeenAt",
  ],
  calls: [
    ...["at", "endpoint", "symbol", "caller", "label", "lane", "window", "waitSeconds"],
    ...["latencySeconds", "outcome", "deployment", "requestId"],
  ],
} as const satisfies Record<DashboardTable, readonly string[]>;

import { regimeOfSnapshot } from "@/components/scanner/scan/regime-words";
import { type Cell, toCsv } from "@/components/ui/table/to-csv";
import type { ScanRow } from "@/lib/contract/scan/scan";

/** The shown rows as RFC 4180 CSV: values unrounded, missing values empty. */
export function scanCsv(rows: readonly ScanRow[]): string {
  return toCsv([COLUMNS.map(([head]) => head), ...rows.map(cellsOf)]);
}

function cellsOf(row: ScanRow): readonly Cell[] {
  return COLUMNS.map(([, read]) => read(row));
}

const COLUMNS: readonly (readonly [head: string, read: (row: ScanRow) => Cell])[] = [
  ["symbol", ({ symbol }) => symbol],
  ["state", ({ state }) => state],
  ["spot_usd", (row) => figuresOf(row)?.spot ?? null],
  ["net_gex_usd_per_1pct_move", (row) => figuresOf(row)?.netGex ?? null],
  ["flip_usd", (row) => figuresOf(row)?.flip ?? null],
  ["flip_distance_pct", (row) => figuresOf(row)?.flipDistancePercent ?? null],
  ["regime", (row) => (row.state === "completed" ? regimeOfSnapshot(row.snapshot) : null)],
  ["implied_volatility", (row) => figuresOf(row)?.impliedVolatility ?? null],
  ["put_call_ratio_oi", (row) => figuresOf(row)?.putCallRatioOpenInterest ?? null],
  ["as_of_utc", (row) => (row.state === "completed" ? row.snapshot.asOf : null)],
  ["fetched_utc", (row) => (row.state === "completed" ? row.snapshot.fetchedAt : null)],
  ["reason", (row) => (row.state === "failed" ? row.problem.detail : null)],
];

function figuresOf(row: ScanRow) {
  return row.state === "completed" && row.snapshot.resource === "gex" ? row.snapshot.data : null;
}

import type { CsvFile } from "@/components/snapshot/csv-button";
import { toCsv } from "@/components/ui/table/to-csv";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

const HEAD = [
  "symbol",
  "expiry",
  "as_of",
  "strike_usd",
  "call_gex_usd_per_1pct",
  "put_gex_usd_per_1pct",
  "net_gex_usd_per_1pct",
  "call_open_interest",
  "put_open_interest",
];

/** The CSV of a curve: file name and every strike, unrounded. */
export function curveCsv({ symbol, data, asOf }: SnapshotOf<"curve">): CsvFile {
  const rows = data.strikes.map((row) => [
    symbol,
    data.expiry,
    asOf,
    row.strike,
    row.callGex,
    row.putGex,
    row.netGex,
    row.callOpenInterest,
    row.putOpenInterest,
  ]);
  return { name: `${symbol}-gamma-by-strike-${data.expiry}`, text: toCsv([HEAD, ...rows]) };
}

import { DataTable } from "@/components/ui/data-table";
import { formatCount, formatDistance, formatDollars, formatStrike } from "@/components/ui/format";
import type { CurveStrike } from "@/lib/contract/market/curve-data";

const COLUMNS = [
  { name: "Strike", title: "$" },
  { name: "From spot" },
  { name: "Puts", title: "$ per 1% move" },
  { name: "Calls", title: "$ per 1% move" },
  { name: "Net", title: "$ per 1% move" },
  { name: "Put OI", title: "Contracts" },
  { name: "Call OI", title: "Contracts" },
];

/** The strikes of the drawing as a table, highest first. */
export function StrikeTable({
  symbol,
  rows,
  spot,
}: {
  symbol: string;
  rows: readonly CurveStrike[];
  spot: number | null;
}) {
  return (
    <DataTable
      caption={`Gamma of ${symbol} by strike, $ per 1% move`}
      columns={COLUMNS}
      rows={rows.toReversed().map((row) => ({
        key: String(row.strike),
        cells: [
          formatStrike(row.strike),
          formatDistance(spot === null ? null : ((row.strike - spot) / spot) * 100),
          formatDollars(row.putGex),
          formatDollars(row.callGex),
          formatDollars(row.netGex),
          formatCount(row.putOpenInterest),
          formatCount(row.callOpenInterest),
        ],
      }))}
    />
  );
}

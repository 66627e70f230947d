import { DataTable } from "@/components/ui/data-table";
import { formatDollars, formatFraction, formatNumber, formatPrice } from "@/components/ui/format";
import type { HistoryPoint } from "@/lib/contract/market/history-data";
import { dayWords, historyDay } from "./history-day";

const COLUMNS = [
  { name: "Day" },
  { name: "Price", title: "$" },
  { name: "Flip", title: "$" },
  { name: "Net GEX", title: "$ per 1% move" },
  { name: "IV", title: "annualized" },
  { name: "IV rank", title: "0–100" },
  { name: "PCR", title: "Put open interest / call open interest" },
  { name: "Skew", title: "25Δ put implied volatility / 25Δ call implied volatility" },
];

/** The days of the drawing as a table, newest first. */
export function HistoryTable({
  symbol,
  points,
}: {
  symbol: string;
  points: readonly HistoryPoint[];
}) {
  return (
    <DataTable
      caption={`History of ${symbol}, net GEX in $ per 1% move`}
      columns={COLUMNS}
      rows={points.toReversed().map((point) => ({
        key: point.at,
        cells: [
          dayWords(historyDay(point), true),
          formatPrice(point.spot),
          formatPrice(point.flip),
          formatDollars(point.netGex),
          formatFraction(point.impliedVolatility),
          formatNumber(point.ivRank, 1),
          formatNumber(point.putCallRatioOpenInterest, 2),
          formatNumber(point.putCallVolatilityRatio, 2),
        ],
      }))}
    />
  );
}

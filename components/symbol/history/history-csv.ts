import type { CsvFile } from "@/components/snapshot/csv-button";
import { toCsv } from "@/components/ui/table/to-csv";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

const HEAD = [
  "symbol",
  "at",
  "spot_usd",
  "net_gex_usd_per_1pct",
  "flip_usd",
  "implied_volatility_fraction",
  "iv_rank",
  "put_call_ratio_open_interest",
  "put_call_volatility_ratio_25_delta",
];

/** The CSV of a history: file name and every day, unrounded. */
export function historyCsv({ symbol, data }: SnapshotOf<"history">): CsvFile {
  const rows = data.points.map((point) => [
    symbol,
    point.at,
    point.spot,
    point.netGex,
    point.flip,
    point.impliedVolatility,
    point.ivRank,
    point.putCallRatioOpenInterest,
    point.putCallVolatilityRatio,
  ]);
  return { name: `${symbol}-history-${data.window}`, text: toCsv([HEAD, ...rows]) };
}

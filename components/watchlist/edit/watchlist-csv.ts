import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

const HEADS = [
  "symbol",
  "spot_usd",
  "net_gex_usd_per_1pct_move",
  "flip_usd",
  "flip_distance_pct",
  "implied_volatility",
  "put_call_ratio_oi",
  "as_of_utc",
];

/**
 * The list with its last known values, RFC 4180. A missing value is an empty cell. Symbols begin
 * with a letter, a digit or ^, so no spreadsheet reads a cell as a formula.
 */
export function watchlistCsv(
  symbols: readonly string[],
  copyOf: (symbol: string) => SnapshotOf<"gex"> | null,
): string {
  const rows = symbols.map((symbol) => {
    const copy = copyOf(symbol);
    if (copy === null) return [symbol, ...HEADS.slice(1).map(() => "")];
    const { spot, netGex, flip, flipDistancePercent, impliedVolatility } = copy.data;
    const figures = [spot, netGex, flip, flipDistancePercent, impliedVolatility];
    return [symbol, ...figures, copy.data.putCallRatioOpenInterest, copy.asOf];
  });
  return [HEADS, ...rows].map((cells) => `${cells.join(",")}\r\n`).join("");
}

import type { SortDirection } from "@/components/watchlist/sort-symbols";
import type { GexData } from "@/lib/contract/market/gex-data";
import type { ScanRow } from "@/lib/contract/scan/scan";
import { REGIME_WORDS, regimeOfRow } from "./regime-words";

export const ROW_SORT_KEYS = [
  "symbol",
  "spot",
  "netGex",
  "flip",
  "toFlip",
  "regime",
  "iv",
  "pcr",
  "age",
] as const;
export type RowSortKey = (typeof ROW_SORT_KEYS)[number];

/** Null: the order in which the rows were loaded. */
export type RowSort = { key: RowSortKey; direction: SortDirection } | null;

const REGIMES = Object.keys(REGIME_WORDS);

const FIGURES: Record<Exclude<RowSortKey, "symbol">, (row: ScanRow) => number | null> = {
  spot: figure(({ spot }) => spot),
  netGex: figure(({ netGex }) => netGex),
  flip: figure(({ flip }) => flip),
  // The distance, on either side.
  toFlip: figure(({ flipDistancePercent: percent }) => percent && Math.abs(percent)),
  regime: (row) => {
    const regime = regimeOfRow(row);
    return regime === null ? null : REGIMES.indexOf(regime);
  },
  iv: figure(({ impliedVolatility }) => impliedVolatility),
  pcr: figure(({ putCallRatioOpenInterest }) => putCallRatioOpenInterest),
  // A later time means a smaller age.
  age: (row) => (row.state === "completed" ? -Date.parse(row.snapshot.asOf) : null),
};

function figure(read: (data: GexData) => number | null): (row: ScanRow) => number | null {
  return (row) =>
    row.state === "completed" && row.snapshot.resource === "gex" ? read(row.snapshot.data) : null;
}

/**
 * Sorts the rows by one column. Equal rows keep their order. Missing values come last in both
 * directions.
 */
export function sortRows(rows: readonly ScanRow[], sort: RowSort): readonly ScanRow[] {
  if (sort === null) return rows;
  const sign = sort.direction === "asc" ? 1 : -1;
  if (sort.key === "symbol") {
    return rows.toSorted(
      ({ symbol: one }, { symbol: other }) => sign * (one < other ? -1 : Number(one > other)),
    );
  }
  const read = FIGURES[sort.key];
  return rows
    .map((row) => ({ row, figure: read(row) }))
    .toSorted(({ figure: one }, { figure: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return sign * (one - other);
    })
    .map(({ row }) => row);
}

/**
 * Names sort from A, distances from the nearest, ages from the youngest, numbers from the largest.
 */
export function naturalRowDirection(key: RowSortKey): SortDirection {
  return ["symbol", "toFlip", "age", "regime"].includes(key) ? "asc" : "desc";
}

/** The next order after a press on a column head: natural, reversed, then the order of loading. */
export function nextRowSort(sort: RowSort, key: RowSortKey): RowSort {
  const first = naturalRowDirection(key);
  if (sort?.key !== key) return { key, direction: first };
  return sort.direction === first ? { key, direction: first === "asc" ? "desc" : "asc" } : null;
}

import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";

export const SORT_KEYS = [
  "symbol",
  "spot",
  "netGex",
  "flip",
  "toFlip",
  "iv",
  "pcr",
  "age",
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const DIRECTIONS = ["asc", "desc"] as const;
export type SortDirection = (typeof DIRECTIONS)[number];

/** Null: the person's own order. */
export type Sort = { key: SortKey; direction: SortDirection } | null;

type Copy = SnapshotOf<"gex"> | null;

const FIGURES: Record<Exclude<SortKey, "symbol">, (copy: SnapshotOf<"gex">) => number | null> = {
  spot: ({ data }) => data.spot,
  netGex: ({ data }) => data.netGex,
  flip: ({ data }) => data.flip,
  toFlip: ({ data }) => data.flipDistancePercent,
  iv: ({ data }) => data.impliedVolatility,
  pcr: ({ data }) => data.putCallRatioOpenInterest,
  // A later time means a smaller age.
  age: ({ asOf }) => -Date.parse(asOf),
};

/**
 * Sorts symbols by one column. Equal rows keep their order. Missing values come last in both
 * directions.
 */
export function sortSymbols(
  symbols: readonly string[],
  sort: Sort,
  copyOf: (symbol: string) => Copy,
): readonly string[] {
  if (sort === null) return symbols;
  const sign = sort.direction === "asc" ? 1 : -1;
  if (sort.key === "symbol") {
    return symbols.toSorted((one, other) => sign * (one < other ? -1 : Number(one > other)));
  }
  const read = FIGURES[sort.key];
  const rows = symbols.map((symbol) => {
    const copy = copyOf(symbol);
    return { symbol, figure: copy === null ? null : read(copy) };
  });
  return rows
    .toSorted(({ figure: one }, { figure: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return sign * (one - other);
    })
    .map(({ symbol }) => symbol);
}

/** The next order after a press on a column head: natural, reversed, then the person's own. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  const first = naturalDirection(key);
  if (sort?.key !== key) return { key, direction: first };
  return sort.direction === first ? { key, direction: first === "asc" ? "desc" : "asc" } : null;
}

/** Names sort from A, numbers from the largest, ages from the youngest. */
export function naturalDirection(key: SortKey): SortDirection {
  return key === "symbol" || key === "age" ? "asc" : "desc";
}

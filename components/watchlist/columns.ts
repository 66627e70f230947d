import type { SortKey } from "./sort-symbols";

type Column<Key> = { key: Key; label: string; title: string; cell: string };
export type WatchlistColumn = Column<SortKey>;

/**
 * The columns in the order of a row's cells. `cell` is the place in the row's grid. Null: not
 * sortable.
 */
export const COLUMNS: readonly Column<SortKey | null>[] = [
  { key: "symbol", label: "Symbol", title: "Symbol", cell: "name" },
  { key: "spot", label: "Spot", title: "Price of the underlying, $", cell: "spot" },
  { key: "netGex", label: "Net GEX", title: "Net gamma exposure, $ per 1% move", cell: "gex" },
  { key: "flip", label: "Flip", title: "Gamma flip price, $", cell: "flip" },
  { key: "toFlip", label: "To flip", title: "Distance from spot to the flip", cell: "far" },
  {
    key: null,
    label: "30d",
    title: "Net GEX, 30 days. Builds up as you load the symbol; loading History backfills it.",
    cell: "trend",
  },
  { key: "iv", label: "IV", title: "Implied volatility (ATM, annualized)", cell: "iv" },
  { key: "pcr", label: "PCR", title: "Put open interest / call open interest", cell: "pcr" },
  {
    key: "age",
    label: "Updated",
    title: "Age of the data, by Trading Volatility's timestamp",
    cell: "age",
  },
];

export const SORT_COLUMNS: readonly WatchlistColumn[] = COLUMNS.flatMap((column) =>
  column.key === null ? [] : [{ ...column, key: column.key }],
);

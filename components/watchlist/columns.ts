import type { SortKey } from "./sort-symbols";

type Column<Key> = { key: Key; label: string; title: string; cell: string };
export type SortColumn = Column<SortKey>;

/** The columns in the order of a row's cells; `cell` is the place in the row's grid. Null: not sorted by. */
export const COLUMNS: readonly Column<SortKey | null>[] = [
  { key: "symbol", label: "Symbol", title: "Symbol", cell: "name" },
  { key: "spot", label: "Spot", title: "Price of the underlying, $", cell: "spot" },
  { key: "netGex", label: "Net GEX", title: "Net gamma exposure, $ per 1 % move", cell: "gex" },
  { key: "flip", label: "Flip", title: "Gamma flip price, $", cell: "flip" },
  { key: "toFlip", label: "To flip", title: "How far the flip is from spot", cell: "far" },
  {
    key: null,
    label: "30 d",
    title:
      "Net GEX by day over 30 days: as loaded here, and by the upstream's history where one is loaded",
    cell: "trend",
  },
  { key: "iv", label: "IV", title: "Implied volatility a year", cell: "iv" },
  { key: "pcr", label: "PCR", title: "Put open interest / call open interest", cell: "pcr" },
  { key: "age", label: "Updated", title: "Age by the upstream's own time", cell: "age" },
];

export const SORT_COLUMNS: readonly SortColumn[] = COLUMNS.flatMap((column) =>
  column.key === null ? [] : [{ ...column, key: column.key }],
);

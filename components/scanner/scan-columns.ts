import type { RowSortKey } from "./sort-rows";

/** The columns in their order; `cell` is the place in the row's grid. */
export const COLUMNS: readonly { key: RowSortKey; label: string; title: string; cell: string }[] = [
  { key: "symbol", label: "Symbol", title: "Symbol", cell: "name" },
  { key: "spot", label: "Spot", title: "Price of the underlying, $", cell: "spot" },
  { key: "netGex", label: "Net GEX", title: "Net gamma exposure, $ per 1 % move", cell: "gex" },
  { key: "flip", label: "Flip", title: "Gamma flip price, $", cell: "flip" },
  {
    key: "toFlip",
    label: "To flip",
    title: "How far the flip is from spot: nearest first",
    cell: "far",
  },
  {
    key: "regime",
    label: "Regime",
    title: "Sign of net GEX and the side of the flip that spot is on: most negative first",
    cell: "regime",
  },
  { key: "iv", label: "IV", title: "Implied volatility a year", cell: "iv" },
  { key: "pcr", label: "PCR", title: "Put open interest / call open interest", cell: "pcr" },
  { key: "age", label: "Updated", title: "Age by the upstream's own time", cell: "age" },
];

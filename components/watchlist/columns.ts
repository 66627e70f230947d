import type { SortKey } from "./sort-symbols";

/** The sortable columns in their order; `cell` is the place in the row's grid. */
export const COLUMNS: readonly { key: SortKey; label: string; title: string; cell: string }[] = [
  { key: "symbol", label: "Symbol", title: "Symbol", cell: "name" },
  { key: "spot", label: "Spot", title: "Price of the underlying, $", cell: "spot" },
  { key: "netGex", label: "Net GEX", title: "Net gamma exposure, $ per 1 % move", cell: "gex" },
  { key: "flip", label: "Flip", title: "Gamma flip price, $", cell: "flip" },
  { key: "toFlip", label: "To flip", title: "How far the flip is from spot", cell: "far" },
  { key: "iv", label: "IV", title: "Implied volatility a year", cell: "iv" },
  { key: "pcr", label: "PCR", title: "Put open interest / call open interest", cell: "pcr" },
  { key: "age", label: "Updated", title: "Age by the upstream's own time", cell: "age" },
];

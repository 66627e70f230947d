import { REGIME_RULE } from "@/components/scanner/scan/regime-words";
import type { RowSortKey } from "@/components/scanner/scan/sort-rows";

/** The columns in their order; `cell` is the place in the row's grid. */
export const COLUMNS: readonly { key: RowSortKey; label: string; title: string; cell: string }[] = [
  { key: "symbol", label: "Symbol", title: "Symbol", cell: "name" },
  { key: "spot", label: "Spot", title: "Price of the underlying, $", cell: "spot" },
  { key: "netGex", label: "Net GEX", title: "Net gamma exposure, $ per 1% move", cell: "gex" },
  { key: "flip", label: "Flip", title: "Gamma flip price, $", cell: "flip" },
  {
    key: "toFlip",
    label: "To flip",
    title: "Distance from spot to the flip, nearest first",
    cell: "far",
  },
  {
    key: "regime",
    label: "Regime",
    title: `${REGIME_RULE} Most negative first.`,
    cell: "regime",
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

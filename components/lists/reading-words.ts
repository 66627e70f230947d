import type { LeftReason } from "@/lib/client/lists/classify-entry";
import type { ListReading } from "@/lib/client/lists/read-list";

/** One and many, in a count. */
const COUNTED: Record<LeftReason, readonly [string, string]> = {
  option: ["option", "options"],
  future: ["future", "futures"],
  currency: ["currency", "currencies"],
  crypto: ["cryptocurrency", "cryptocurrencies"],
  ratio: ["ratio", "ratios"],
  cash: ["cash position", "cash positions"],
  total: ["total", "totals"],
  note: ["note", "notes"],
  invalid: ["not a US ticker", "not US tickers"],
};

/** What one entry is. */
export const REASON_WORDS: Record<LeftReason, string> = {
  option: "Option contract",
  future: "Future",
  currency: "Currency",
  crypto: "Cryptocurrency",
  ratio: "Ratio or spread",
  cash: "Cash",
  total: "Total",
  note: "Note",
  invalid: "Not a US ticker",
};

/** `12 symbols from the column Symbol. 3 left out: 1 option, 1 cash position, 1 total.` */
export function readingWords({ symbols, column, left }: ListReading): string {
  const from = column === null ? "" : ` from the column ${column}`;
  const count = symbols.length === 0 ? "No" : String(symbols.length);
  const found = `${count} ${symbols.length === 1 ? "symbol" : "symbols"}${from}.`;
  return left.length === 0 ? found : `${found} ${left.length} left out: ${countsOf(left)}.`;
}

function countsOf(left: ListReading["left"]): string {
  const counts = new Map<LeftReason, number>();
  for (const { reason } of left) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${COUNTED[reason][count === 1 ? 0 : 1]}`)
    .join(", ");
}

import { classifyEntry } from "@/lib/client/lists/classify-entry";
import { entriesOf } from "@/lib/client/lists/plain-entries";

/**
 * Extracts the texts that may be symbols from what a person typed or pasted into a field. Of
 * `NASDAQ:AAPL` the symbol is left; a ratio or a future stays as it is, and is no symbol. Nothing else
 * is validated here. Files and tables: `readList`.
 */
export function symbolsIn(text: string): string[] {
  return entriesOf(text).map((entry) => {
    if (!entry.includes(":")) return entry;
    const read = classifyEntry(entry);
    return read.kind === "symbol" ? read.symbol : entry;
  });
}

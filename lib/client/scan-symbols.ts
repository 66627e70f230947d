import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan-limit";
import { symbolsIn } from "./symbols-in-text";
import { type Added, addSymbols } from "./watchlist";

/** A text's symbols as a scan takes them: `added` are its rows, the rest is told and left out. */
export function scanSymbolsIn(
  text: string,
): Pick<Added, "added" | "duplicates" | "malformed" | "left"> {
  return addSymbols([], symbolsIn(text), SCAN_SYMBOLS_MAX);
}

/** The text with those of the symbols that it lacks. */
export function withSymbols(text: string, symbols: readonly string[]): string {
  const { added } = scanSymbolsIn(text);
  const lacking = symbols.filter((symbol) => !added.includes(symbol));
  return [text.trim(), ...lacking].filter((part) => part !== "").join(" ");
}

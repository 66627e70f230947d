import { symbolsIn } from "@/lib/client/watchlist/symbols-in-text";
import { type Added, addSymbols } from "@/lib/client/watchlist/watchlist";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";

/**
 * Parses a text into a scan's symbols: `added` are its rows; the others are reported and left out.
 */
export function scanSymbolsIn(
  text: string,
): Pick<Added, "added" | "duplicates" | "malformed" | "left"> {
  return addSymbols([], symbolsIn(text), SCAN_SYMBOLS_MAX);
}

/** Appends the symbols that the text lacks. */
export function withSymbols(text: string, symbols: readonly string[]): string {
  const { added } = scanSymbolsIn(text);
  const lacking = symbols.filter((symbol) => !added.includes(symbol));
  return [text.trim(), ...lacking].filter((part) => part !== "").join(" ");
}

/**
 * Appends the symbols of a list that the text lacks, up to the limit of a scan. `left`: how many did
 * not fit.
 */
export function withList(text: string, symbols: readonly string[]): { text: string; left: number } {
  const { added } = scanSymbolsIn(text);
  const lacking = symbols.filter((symbol) => !added.includes(symbol));
  const fitting = lacking.slice(0, SCAN_SYMBOLS_MAX - added.length);
  return { text: withSymbols(text, fitting), left: lacking.length - fitting.length };
}

import { parseSymbol } from "@/lib/contract/parse-symbol";
import { WATCHLIST_MOST } from "@/lib/contract/preferences";

/** What became of texts that were to be added. */
export type Added = {
  watchlist: readonly string[];
  added: readonly string[];
  /** Symbols that stood there already, or came twice. */
  duplicates: readonly string[];
  /** Texts that are no symbols, as they were written. */
  malformed: readonly string[];
  /** Symbols for which there was no room. */
  left: readonly string[];
};

/** Adds what can be added, until the list holds `most`. */
export function addSymbols(
  watchlist: readonly string[],
  texts: readonly string[],
  most = WATCHLIST_MOST,
): Added {
  const list = [...watchlist];
  const added: string[] = [];
  const [duplicates, malformed, left] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const text of texts) {
    const symbol = parseSymbol(text);
    if (symbol === null) malformed.add(text);
    else if (list.includes(symbol)) duplicates.add(symbol);
    else if (list.length >= most) left.add(symbol);
    else {
      list.push(symbol);
      added.push(symbol);
    }
  }
  return {
    watchlist: list,
    added,
    duplicates: [...duplicates],
    malformed: [...malformed],
    left: [...left],
  };
}

/** The list with one symbol at another place; places beyond its ends are its ends. */
export function moveSymbol(
  watchlist: readonly string[],
  symbol: string,
  place: number,
): readonly string[] {
  const others = watchlist.filter((other) => other !== symbol);
  if (others.length === watchlist.length) return watchlist;
  return others.toSpliced(Math.max(0, Math.min(others.length, place)), 0, symbol);
}

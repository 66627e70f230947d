import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import { WATCHLIST_MOST } from "@/lib/contract/visitor/preferences";

/** The result of adding texts. */
export type Added = {
  watchlist: readonly string[];
  added: readonly string[];
  /** Symbols already on the list, or given twice. */
  duplicates: readonly string[];
  /** Texts that are not symbols, as written. */
  malformed: readonly string[];
  /** Symbols that did not fit. */
  left: readonly string[];
};

/** Adds symbols until the list has `most`. */
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

/** Moves one symbol. An index beyond the ends means the nearest end. */
export function moveSymbol(
  watchlist: readonly string[],
  symbol: string,
  place: number,
): readonly string[] {
  const others = watchlist.filter((other) => other !== symbol);
  if (others.length === watchlist.length) return watchlist;
  return others.toSpliced(Math.max(0, Math.min(others.length, place)), 0, symbol);
}

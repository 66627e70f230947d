import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import { type Found, findSymbols } from "./find-symbols";
import names from "./us-symbols.json";

const KNOWN: readonly Found[] = Object.entries(names).map(([symbol, name]) => ({ symbol, name }));
const NAMES: Partial<Record<string, string>> = names;
const SHOWN_MOST = 12;

export type SearchGroup = { heading: string; found: readonly Found[] };

/**
 * Without text: recent symbols and the watchlist. With text: first the exact symbol, which Enter
 * opens, then matches among recent symbols and all symbols, then the text itself.
 */
export function searchGroups(
  typed: string,
  recent: readonly string[],
  watchlist: readonly string[],
): readonly SearchGroup[] {
  if (typed.trim() === "") {
    const others = watchlist.filter((other) => !recent.includes(other));
    return filled([
      { heading: "Recent", found: named(recent) },
      { heading: "Watchlist", found: named(others) },
    ]);
  }
  const symbol = parseSymbol(typed);
  const visited = findSymbols(named(recent), typed, recent.length);
  const own = watchlist.filter((other) => !(other in NAMES));
  const others = findSymbols([...named(own), ...KNOWN], typed, SHOWN_MOST).filter(
    (one) => !recent.includes(one.symbol),
  );
  const isNew = symbol !== null && ![...visited, ...others].some((one) => one.symbol === symbol);
  return filled([
    { heading: "Symbol", found: others.filter((one) => one.symbol === symbol) },
    { heading: "Recent", found: visited },
    { heading: "Symbols", found: others.filter((one) => one.symbol !== symbol) },
    {
      heading: "Not in the list",
      found: isNew ? [{ symbol, name: "Open anyway" }] : [],
    },
  ]);
}

function named(symbols: readonly string[]): readonly Found[] {
  return symbols.map((symbol) => ({ symbol, name: NAMES[symbol] ?? "" }));
}

function filled(groups: readonly SearchGroup[]): readonly SearchGroup[] {
  return groups.filter(({ found }) => found.length > 0);
}
